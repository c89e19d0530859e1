import { findAny, visible } from '../behaviour/access.mts';
import { timelineOf } from '../behaviour/timeline.mts';
import type { Json } from '../json.mts';
import type { AnyRow, Case, Kind, Rows, Task, User } from '../store/rows.mts';
import { isKind } from './field.mts';
import type { Scope } from './field.mts';
import { listRows } from './initial.mts';
import type { RowKind } from './models.mts';
import { similarCount, similarFull, similarLight, similarObservables } from './similar.mts';

/** An operation on rows of one kind that leads to other rows or to plain values. */
export type Link =
	| { readonly to: RowKind; readonly follow: (row: AnyRow, scope: Scope) => readonly AnyRow[] }
	| { readonly values: (row: AnyRow, scope: Scope) => readonly Json[] }
	| { readonly sum: (row: AnyRow, scope: Scope) => number };

type Follow<K extends Kind> = (row: Rows[K], scope: Scope) => readonly (AnyRow | undefined)[];

/** Follows from rows of kind `K`; what the actor does not see is left out. */
function link<K extends Kind>(from: K, to: RowKind, follow: Follow<K>): Link {
	return {
		to,
		follow: (row, scope) =>
			isKind(row, from)
				? follow(row, scope).filter((found): found is AnyRow => found !== undefined && visible(scope, found))
				: [],
	};
}

function values<K extends Kind>(from: K, read: (row: Rows[K], scope: Scope) => readonly Json[]): Link {
	return { values: (row, scope) => (isKind(row, from) ? read(row, scope) : []) };
}

function count<K extends Kind>(from: K, read: (row: Rows[K], scope: Scope) => number): Link {
	return { sum: (row, scope) => (isKind(row, from) ? read(row, scope) : 0) };
}

/** Keeps the rows that pass. */
function only<K extends Kind>(kind: K, accepts: (row: Rows[K], scope: Scope) => boolean): Link {
	return link(kind, kind, (row, scope) => (accepts(row, scope) ? [row] : []));
}

function members(scope: Scope, organisationIds: readonly string[]): User[] {
	const found = organisationIds.flatMap((id) => scope.store.table('user').by('organisation', id));
	return [...new Set(found)].filter(({ locked }) => !locked);
}

function sharesOf(row: Case, { store }: Scope): Rows['share'][] {
	return store.table('share').by('case', row._id);
}

function childShares(row: Rows['task'] | Rows['observable'], { store }: Scope): Rows['share'][] {
	return store
		.table('share')
		.by('case', row.parentId)
		.filter(({ organisationId, owner }) => !owner && row.sharedWith.includes(organisationId));
}

function organisationsOf(shares: readonly Rows['share'][], { store }: Scope) {
	return shares.map(({ organisationId }) => store.table('organisation').get(organisationId));
}

function caseOfTask(row: Task, { store }: Scope): Case | undefined {
	return store.table('case').get(row.parentId);
}

function caseOrAlertLinks<K extends 'case' | 'alert'>(kind: K): Record<string, Link> {
	const similar = (other: 'case' | 'alert') => ({
		light: values(kind, (row, scope) => similarLight(row, other, scope)),
		full: values(kind, (row, scope) => similarFull(row, other, scope)),
		count: count(kind, (row, scope) => similarCount(row, other, scope)),
	});
	const [cases, alerts] = [similar('case'), similar('alert')];
	return {
		observables: link(kind, 'observable', (row, { store }) => store.table('observable').by('parent', row._id)),
		procedures: link(kind, 'procedure', (row, { store }) => store.table('procedure').by('parent', row._id)),
		comments: link(kind, 'comment', (row, { store }) => store.table('comment').by('parent', row._id)),
		attachments: link(kind, 'attachment', (row, { store }) => store.table('attachment').by('parent', row._id)),
		actions: link(kind, 'action', (row, { store }) => store.table('action').by('object', row._id)),
		assignableUsers: link(kind, 'user', (_row, scope) => members(scope, [scope.actor.organisation._id])),
		similarCasesLight: cases.light,
		similarCaseLightCount: cases.count,
		similarCaseCount: cases.count,
		similarCases: cases.full,
		linkedCases: cases.full,
		similarAlertsLight: alerts.light,
		similarAlertLightCount: alerts.count,
		similarAlertCount: alerts.count,
		similarAlerts: alerts.full,
	};
}

const actionsOf = <K extends Kind>(kind: K): Link =>
	link(kind, 'action', (row, { store }) => store.table('action').by('object', row._id));

export const links: Readonly<Partial<Record<RowKind, Readonly<Record<string, Link>>>>> = {
	case: {
		...caseOrAlertLinks('case'),
		tasks: link('case', 'task', (row, { store }) => store.table('task').by('parent', row._id)),
		taskGroups: values('case', (row, { store }) => [
			...new Set(store.table('task').by('parent', row._id).map(({ group }) => group)),
		]),
		alerts: link('case', 'alert', (row, { store }) => store.table('alert').by('case', row._id)),
		shares: link('case', 'share', (row, scope) => sharesOf(row, scope).filter(({ owner }) => !owner)),
		organisations: link('case', 'organisation', (row, scope) => organisationsOf(sharesOf(row, scope), scope)),
		pages: link('case', 'page', (row, { store }) => store.table('page').by('case', row._id)),
		allComments: link('case', 'comment', (row, { store }) => [
			...store.table('comment').by('parent', row._id),
			...store.table('alert').by('case', row._id).flatMap(({ _id }) => store.table('comment').by('parent', _id)),
		]),
		customEvents: link('case', 'customEvent', (row, { store }) => store.table('customEvent').by('case', row._id)),
		caseReports: link('case', 'caseReport', (row, { store }) => store.table('caseReport').by('case', row._id)),
		timeline: values('case', (row, scope) => timelineOf(scope, row)),
		external: only('case', (row) => row.access._kind.includes('External')),
	},
	alert: {
		...caseOrAlertLinks('alert'),
		case: link('alert', 'case', (row, { store }) => [
			row.caseId === undefined ? undefined : store.table('case').get(row.caseId),
		]),
	},
	task: {
		case: link('task', 'case', (row, scope) => [caseOfTask(row, scope)]),
		caseTemplate: link('task', 'caseTemplate', (row, { store }) => [store.table('caseTemplate').get(row.parentId)]),
		logs: link('task', 'log', (row, { store }) => store.table('log').by('task', row._id)),
		shares: link('task', 'share', childShares),
		organisations: link('task', 'organisation', (row, scope) => organisationsOf(childShares(row, scope), scope)),
		assignableUsers: link('task', 'user', (_row, scope) => members(scope, [scope.actor.organisation._id])),
		inCase: only('task', (row, scope) => caseOfTask(row, scope) !== undefined),
		actions: actionsOf('task'),
	},
	log: {
		attachments: link('log', 'attachment', (row, { store }) => store.table('attachment').by('parent', row._id)),
		actions: actionsOf('log'),
		task: link('log', 'task', (row, { store }) => [store.table('task').get(row.taskId)]),
		case: link('log', 'case', (row, scope) => {
			const task = scope.store.table('task').get(row.taskId);
			return [task === undefined ? undefined : caseOfTask(task, scope)];
		}),
	},
	observable: {
		case: link('observable', 'case', (row, { store }) => [store.table('case').get(row.parentId)]),
		alert: link('observable', 'alert', (row, { store }) => [store.table('alert').get(row.parentId)]),
		shares: link('observable', 'share', childShares),
		organisations: link('observable', 'organisation', (row, scope) => organisationsOf(childShares(row, scope), scope)),
		similar: link('observable', 'observable', similarObservables),
		attachments: link('observable', 'attachment', (row, { store }) => store.table('attachment').by('parent', row._id)),
		jobs: link('observable', 'job', (row, { store }) => store.table('job').by('observable', row._id)),
		actions: actionsOf('observable'),
		fromCase: only('observable', (row, { store }) => store.table('case').get(row.parentId) !== undefined),
		fromAlert: only('observable', (row, { store }) => store.table('alert').get(row.parentId) !== undefined),
		fromJobReport: only('observable', () => false),
	},
	share: {
		case: link('share', 'case', (row, { store }) => [store.table('case').get(row.caseId)]),
		organisation: link('share', 'organisation', (row, { store }) => [store.table('organisation').get(row.organisationId)]),
		tasks: link('share', 'task', (row, { store }) =>
			store.table('task').by('parent', row.caseId).filter(({ sharedWith }) => sharedWith.includes(row.organisationId)),
		),
		observables: link('share', 'observable', (row, { store }) =>
			store
				.table('observable')
				.by('parent', row.caseId)
				.filter(({ sharedWith }) => sharedWith.includes(row.organisationId)),
		),
	},
	caseTemplate: {
		tasks: link('caseTemplate', 'task', (row, { store }) => store.table('task').by('parent', row._id)),
		pageTemplates: link('caseTemplate', 'pageTemplate', (row, { store }) =>
			row.pageTemplateIds.map((id) => store.table('pageTemplate').get(id)),
		),
	},
	pageTemplate: {
		caseTemplates: link('pageTemplate', 'caseTemplate', (row, { store }) =>
			store
				.table('caseTemplate')
				.by('organisation', row.organisationId)
				.filter(({ pageTemplateIds }) => pageTemplateIds.includes(row._id)),
		),
	},
	organisation: {
		users: link('organisation', 'user', (row, { store }) => store.table('user').by('organisation', row._id)),
		caseTemplates: link('organisation', 'caseTemplate', (row, { store }) =>
			store.table('caseTemplate').by('organisation', row._id),
		),
		alerts: link('organisation', 'alert', (row, { store }) => store.table('alert').by('organisation', row._id)),
		attachments: link('organisation', 'attachment', (row, { store }) => store.table('attachment').by('parent', row._id)),
		visible: link('organisation', 'organisation', (row, { store }) => [
			row,
			...row.links.map(({ toOrganisation }) => store.table('organisation').get(toOrganisation)),
		]),
	},
	user: {
		tasks: link('user', 'task', (row, scope) =>
			listRows('task', scope).filter((task) => task.kind === 'task' && task.assignee === row.login),
		),
		cases: link('user', 'case', (row, scope) =>
			listRows('case', scope).filter((found) => found.kind === 'case' && found.assignee === row.login),
		),
		alerts: link('user', 'alert', (row, scope) =>
			listRows('alert', scope).filter((alert) => alert.kind === 'alert' && alert.assignee === row.login),
		),
	},
	catalog: {
		patterns: link('catalog', 'pattern', (row, { store }) => store.table('pattern').by('catalog', row._id)),
		tactics: values('catalog', (row, { store }) => [
			...new Set(store.table('pattern').by('catalog', row._id).flatMap(({ tactics }) => tactics)),
		]),
	},
	taxonomy: { tags: link('taxonomy', 'tag', (row, { store }) => store.table('tag').by('owner', row._id)) },
	job: {
		observable: link('job', 'observable', (row, { store }) => [store.table('observable').get(row.observableId)]),
		reportObservables: link('job', 'observable', () => []),
	},
	procedure: {
		pattern: link('procedure', 'pattern', (row, { store }) => [store.table('pattern').firstBy('patternId', row.patternId)]),
	},
	action: { object: link('action', 'any', (row, { store }) => [findAny(store, row.objectId)]) },
};
