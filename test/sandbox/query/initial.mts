import { findAny, visible } from '../behaviour/access.mts';
import { DEFAULT_DOMAIN } from '../behaviour/vocabulary.mts';
import { attributeError, missingAttribute } from '../errors.mts';
import type { Json, JsonObject } from '../json.mts';
import type { AnyRow, Kind } from '../store/rows.mts';
import { alertKey } from '../store/tables.mts';
import type { Scope } from './field.mts';
import type { RowKind } from './models.mts';

/** What a step of a query yields: rows of a kind, plain values, or the final value. */
export type Result =
	| { readonly type: 'rows'; readonly kind: RowKind; readonly rows: readonly AnyRow[] }
	| { readonly type: 'values'; readonly values: readonly Json[] }
	| { readonly type: 'value'; readonly value: Json };

type Initial = (operation: JsonObject, scope: Scope) => Result;

/** Rows that list queries see: the actor's, as the index knows them. */
function listed(kind: Kind, scope: Scope, candidates?: readonly AnyRow[]): AnyRow[] {
	const { store } = scope;
	const rows: Iterable<AnyRow> = candidates ?? store.table(kind).all();
	const lags = store.indexLags();
	const result: AnyRow[] = [];
	for (const row of rows) {
		const seen = lags ? store.indexed(row) : row;
		if (seen !== undefined && visible(scope, seen)) result.push(seen);
	}
	return result;
}

function visibleCases(scope: Scope): AnyRow[] {
	const { store, actor } = scope;
	const cases = store
		.table('share')
		.by('organisation', actor.organisation._id)
		.flatMap(({ caseId }) => store.table('case').get(caseId) ?? []);
	return listed('case', scope, cases);
}

/** All rows of a kind the actor sees. */
export function listRows(kind: Kind, scope: Scope): readonly AnyRow[] {
	const own = scope.actor.organisation._id;
	switch (kind) {
		case 'alert':
		case 'audit': {
			const table = scope.store.table(kind);
			// going through all rows is quicker than finding most of them one by one
			const isMostly = table.countBy('organisation', own) * 2 > table.size;
			return listed(kind, scope, isMostly ? undefined : table.by('organisation', own));
		}
		case 'case':
			return visibleCases(scope);
		case 'share':
			return listed(kind, scope).filter((row) => row.kind === 'share' && !row.owner);
		case 'task':
			return listed(kind, scope).filter(
				(row) => row.kind === 'task' && scope.store.table('case').get(row.parentId) !== undefined,
			);
		default:
			return listed(kind, scope);
	}
}

function list(kind: Kind): Initial {
	return (_operation, scope) => ({ type: 'rows', kind, rows: listRows(kind, scope) });
}

function isWhere(kind: Kind, accepts: (row: AnyRow, scope: Scope) => boolean): Initial {
	return (_operation, scope) => ({
		type: 'rows',
		kind,
		rows: listRows(kind, scope).filter((row) => accepts(row, scope)),
	});
}

function counted(initial: Initial): Initial {
	return (operation, scope) => {
		const result = initial(operation, scope);
		return { type: 'value', value: result.type === 'rows' ? result.rows.length : 0 };
	};
}

/** Finds a row by the name its kind may be called by in `idOrName`. */
const byName: Readonly<Partial<Record<Kind, (name: string, scope: Scope) => AnyRow | undefined>>> = {
	alert: (name, { store, actor }) => {
		const [type, source, ...reference] = name.split(';');
		return type === undefined || source === undefined || reference.length === 0
			? undefined
			: store.table('alert').firstBy('unique', alertKey(actor.organisation._id, type, source, reference.join(';')));
	},
	case: (name, { store }) => store.table('case').firstBy('number', name.replace('#', '')),
	pattern: (name, { store }) => store.table('pattern').firstBy('patternId', name),
	caseTemplate: (name, { store, actor }) =>
		store.table('caseTemplate').firstBy('unique', `${actor.organisation._id}|${name}`),
	function: (name, { store, actor }) => store.table('function').firstBy('unique', `${actor.organisation._id}|${name}`),
	organisation: (name, { store }) => store.table('organisation').firstBy('name', name),
	user: (name, { store }) => store.table('user').firstBy('login', (name.includes('@') ? name : `${name}@${DEFAULT_DOMAIN}`).toLowerCase()),
	profile: (name, { store }) => store.table('profile').firstBy('name', name),
	customField: (name, { store }) => store.table('customField').firstBy('name', name),
	alertStatus: (name, { store }) => store.table('alertStatus').firstBy('value', name),
	caseStatus: (name, { store }) => store.table('caseStatus').firstBy('value', name),
	observableType: (name, { store }) => store.table('observableType').firstBy('name', name),
	catalog: (name, { store }) => store.table('catalog').firstBy('name', name),
	taxonomy: (name, { store }) => store.table('taxonomy').firstBy('namespace', name),
};

/** A row of a kind by id or by name, whether visible or not. */
export function rowNamed(kind: Kind, idOrName: string, scope: Scope): AnyRow | undefined {
	return scope.store.table(kind).get(idOrName) ?? byName[kind]?.(idOrName, scope);
}

function idOrName(operation: JsonObject): string {
	const value = operation['idOrName'] ?? operation['id'];
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string') throw attributeError(missingAttribute('idOrName'));
	return value;
}

function get(kind: Kind): Initial {
	return (operation, scope) => {
		const row = rowNamed(kind, idOrName(operation), scope);
		return { type: 'rows', kind, rows: row !== undefined && visible(scope, row) ? [row] : [] };
	};
}

const listable: Readonly<Record<string, Kind>> = {
	Alert: 'alert',
	Case: 'case',
	Task: 'task',
	Log: 'log',
	Observable: 'observable',
	ObservableType: 'observableType',
	Procedure: 'procedure',
	Pattern: 'pattern',
	Catalog: 'catalog',
	Page: 'page',
	PageTemplate: 'pageTemplate',
	Comment: 'comment',
	Share: 'share',
	CaseTemplate: 'caseTemplate',
	CustomField: 'customField',
	CustomEvent: 'customEvent',
	CaseReport: 'caseReport',
	CaseReportTemplate: 'caseReportTemplate',
	AlertStatus: 'alertStatus',
	CaseStatus: 'caseStatus',
	Tag: 'tag',
	Taxonomy: 'taxonomy',
	Organisation: 'organisation',
	User: 'user',
	Profile: 'profile',
	Dashboard: 'dashboard',
	Audit: 'audit',
	Job: 'job',
	Action: 'action',
	AnalyzerTemplate: 'analyzerTemplate',
	Function: 'function',
	Attachment: 'attachment',
	Views: 'listView',
};

const ANY: readonly Kind[] = ['alert', 'case', 'observable', 'task', 'log', 'page', 'procedure', 'comment'];
const freetag = isWhere('tag', (row) => row.kind === 'tag' && row.namespace.startsWith('_freetags_'));

const special: Readonly<Record<string, Initial>> = {
	listAny: (_operation, scope) => ({ type: 'rows', kind: 'any', rows: ANY.flatMap((kind) => listRows(kind, scope)) }),
	getAny: (operation, scope) => {
		const row = findAny(scope.store, idOrName(operation));
		return { type: 'rows', kind: row?.kind ?? 'any', rows: row !== undefined && visible(scope, row) ? [row] : [] };
	},
	countAlert: counted(list('alert')),
	countUnreadAlert: counted(isWhere('alert', (row) => row.kind === 'alert' && row.stage === 'New')),
	countImportedAlert: counted(isWhere('alert', (row) => row.kind === 'alert' && row.caseId !== undefined)),
	countRelatedAlert: (operation, scope) => {
		const { caseId } = operation;
		if (typeof caseId !== 'string') throw attributeError(missingAttribute('caseId'));
		const rows = listRows('alert', scope).filter((row) => row.kind === 'alert' && row.caseId === caseId);
		return { type: 'value', value: rows.length };
	},
	countCase: counted(list('case')),
	countTask: counted(list('task')),
	countCaseObservable: counted(
		isWhere('observable', (row, { store }) => row.kind === 'observable' && store.table('case').get(row.parentId) !== undefined),
	),
	countAlertObservable: counted(
		isWhere('observable', (row, { store }) => row.kind === 'observable' && store.table('alert').get(row.parentId) !== undefined),
	),
	countFreetags: counted(freetag),
	freetags: freetag,
	tagAutoComplete: (operation, scope) => {
		const { freeTag, limit } = operation;
		const start = typeof freeTag === 'string' ? freeTag.toLowerCase() : '';
		const names = listRows('tag', scope).flatMap((row) =>
			row.kind === 'tag' && row.predicate.toLowerCase().includes(start) ? [row.predicate] : [],
		);
		return { type: 'values', values: names.slice(0, typeof limit === 'number' ? limit : 10) };
	},
	waitingTasks: isWhere('task', (row) => row.kind === 'task' && row.status === 'Waiting'),
	myTasks: isWhere('task', (row, { actor }) => row.kind === 'task' && row.assignee === actor.user.login),
	listCaseTask: list('task'),
	listOrganisationPage: isWhere('page', (row) => row.kind === 'page' && row.caseId === undefined),
	currentUser: (_operation, { actor }) => ({ type: 'rows', kind: 'user', rows: [actor.user] }),
	listVisibleUsers: list('user'),
	getReportTemplate: get('analyzerTemplate'),
	listAuditFromObject: (operation, scope) => {
		const { id } = operation;
		if (typeof id !== 'string') throw attributeError(missingAttribute('id'));
		const audits = scope.store.table('audit').by('object', id);
		return { type: 'rows', kind: 'audit', rows: audits.filter((row) => visible(scope, row)) };
	},
};

/** Operations a query may begin with, by name. */
export const initialOperations: ReadonlyMap<string, Initial> = new Map([
	...Object.entries(listable).flatMap(([name, kind]): [string, Initial][] => [
		[`list${name}`, list(kind)],
		[`get${name}`, get(kind)],
	]),
	...Object.entries(special),
]);
