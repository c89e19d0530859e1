import { permissionsOn, visible } from '../behaviour/access.mts';
import type { Json, JsonObject } from '../json.mts';
import { caseDurations } from '../model/durations.mts';
import { present, tacticLabel } from '../model/present.mts';
import type { Alert, AnyRow, Case, Kind, Observable, Rows } from '../store/rows.mts';
import { isKind } from './field.mts';
import type { Scope } from './field.mts';
import { similarObservables } from './similar.mts';

type Extra = (row: AnyRow, scope: Scope) => Json | undefined;

function extras<K extends Kind>(
	kind: K,
	readers: Readonly<Record<string, (row: Rows[K], scope: Scope) => Json | undefined>>,
): [Kind, ReadonlyMap<string, Extra>] {
	return [
		kind,
		new Map(
			Object.entries(readers).map(([name, read]): [string, Extra] => [
				name,
				(row, scope) => (isKind(row, kind) ? read(row, scope) : undefined),
			]),
		),
	];
}

function shown(row: AnyRow | undefined, scope: Scope): JsonObject | undefined {
	return row === undefined || !visible(scope, row) ? undefined : present(row, scope);
}

function visibleCount(rows: readonly AnyRow[], scope: Scope): number {
	return rows.filter((row) => visible(scope, row)).length;
}

function taskStats(row: Case, scope: Scope): JsonObject {
	const tasks = scope.store.table('task').by('parent', row._id).filter((task) => visible(scope, task));
	const stats: Record<string, number> = { total: tasks.length };
	for (const { status } of tasks) stats[status] = (stats[status] ?? 0) + 1;
	return stats;
}

function contributors(row: Case, { store }: Scope): string[] {
	const logins = new Set([row._createdBy]);
	for (const kind of ['task', 'observable', 'comment', 'procedure'] as const) {
		for (const part of store.table(kind).by('parent', row._id)) logins.add(part._createdBy);
	}
	return [...logins];
}

function externalShares({ store }: Scope, caseId: string): number {
	return store.table('share').by('case', caseId).filter(({ owner }) => !owner).length;
}

function handling(unitMs: number): (row: Case) => number {
	return (row) => Math.floor((caseDurations(row).handlingDuration ?? 0) / unitMs);
}

function ownsCase(caseId: string, { store, actor }: Scope): boolean {
	return store.table('share').firstBy('unique', `${caseId}|${actor.organisation._id}`)?.owner ?? false;
}

function relatedCase(row: Alert, scope: Scope): JsonObject | undefined {
	const related = row.caseId === undefined ? undefined : scope.store.table('case').get(row.caseId);
	return related && { number: related.number, accessKind: related.access._kind, isVisible: visible(scope, related) };
}

function seen(row: Observable, scope: Scope): JsonObject {
	const others = similarObservables(row, scope);
	const inCases = others.filter(({ parentId }) => scope.store.table('case').get(parentId) !== undefined).length;
	return { seen: others.length > 0, ioc: others.some(({ ioc }) => ioc), cases: inCases, alerts: others.length - inCases };
}

function parentLinks(parentId: string, scope: Scope): JsonObject {
	return {
		alert: shown(scope.store.table('alert').get(parentId), scope),
		case: shown(scope.store.table('case').get(parentId), scope),
	};
}

/** Extra data by kind. Jobs have none: the document names `links` and `report`, but gives their rows no place for them [D]. */
const readers = new Map<Kind, ReadonlyMap<string, Extra>>([
	extras('case', {
		observableStats: (row, scope) => ({
			total: visibleCount(scope.store.table('observable').by('parent', row._id), scope),
		}),
		taskStats,
		alerts: (row, scope) =>
			scope.store
				.table('alert')
				.by('case', row._id)
				.map(({ _id, type, source, sourceRef, title }) => ({ _id, type, source, sourceRef, title })),
		alertCount: (row, { store }) => store.table('alert').countBy('case', row._id),
		isOwner: (row, scope) => ownsCase(row._id, scope),
		shareCount: (row, scope) => externalShares(scope, row._id),
		permissions: (row, scope) => [...permissionsOn(scope, row)],
		actionRequired: (row, { store, actor }) =>
			store.table('task').by('parent', row._id).some(({ actionRequired }) => actionRequired.includes(actor.organisation._id)),
		procedureCount: (row, { store }) => store.table('procedure').countBy('parent', row._id),
		attachmentCount: (row, { store }) => store.table('attachment').countBy('parent', row._id),
		contributors,
		'computed.handlingDuration': handling(1),
		'computed.handlingDurationInSeconds': handling(1000),
		'computed.handlingDurationInMinutes': handling(60_000),
		'computed.handlingDurationInHours': handling(3_600_000),
		'computed.handlingDurationInDays': handling(86_400_000),
		status: (row, scope) => shown(scope.store.table('caseStatus').firstBy('value', row.status), scope),
		owningOrganisation: (row, { store }) => store.table('organisation').get(row.organisationId)?.name,
		links: (row) => ({
			caseLinks: row.caseLinks.map(({ type, caseId }) => ({ type, caseId })),
			externalLinks: row.externalLinks.map(({ type, url }) => ({ type, url })),
		}),
	}),
	extras('alert', {
		importDate: (row) => row.importedDate,
		relatedCase,
		caseNumber: (row, scope) => (row.caseId === undefined ? undefined : scope.store.table('case').get(row.caseId)?.number),
		status: (row, scope) => shown(scope.store.table('alertStatus').firstBy('value', row.status), scope),
		procedureCount: (row, { store }) => store.table('procedure').countBy('parent', row._id),
	}),
	extras('task', {
		case: (row, scope) => shown(scope.store.table('case').get(row.parentId), scope),
		caseId: (row, { store }) => store.table('case').get(row.parentId)?._id,
		caseTemplate: (row, { store }) => store.table('caseTemplate').get(row.parentId)?.name,
		caseTemplateId: (row, { store }) => store.table('caseTemplate').get(row.parentId)?._id,
		isOwner: (row, { actor }) => row.organisationId === actor.organisation._id,
		shareCount: (row) => row.sharedWith.length,
		actionRequired: (row, { actor }) => row.actionRequired.includes(actor.organisation._id),
		actionRequiredMap: (row, { store }) =>
			Object.fromEntries(
				[row.organisationId, ...row.sharedWith].map((id) => [
					store.table('organisation').get(id)?.name ?? id,
					row.actionRequired.includes(id),
				]),
			),
		logCount: (row, { store }) => store.table('log').countBy('task', row._id),
	}),
	extras('observable', {
		seenSummary: seen,
		seen: (row, scope) => seen(row, scope)['seen'],
		shares: (row, { store }) => row.sharedWith.flatMap((id) => store.table('organisation').get(id)?.name ?? []),
		links: (row, scope) => parentLinks(row.parentId, scope),
		permissions: (row, scope) => [...permissionsOn(scope, row)],
		isOwner: (row, { actor }) => row.organisationId === actor.organisation._id,
		shareCount: (row) => row.sharedWith.length,
	}),
	extras('log', {
		case: (row, scope) => {
			const task = scope.store.table('task').get(row.taskId);
			return task && shown(scope.store.table('case').get(task.parentId), scope);
		},
		task: (row, scope) => shown(scope.store.table('task').get(row.taskId), scope),
		taskId: (row) => row.taskId,
		actionCount: (row, { store }) => store.table('action').countBy('object', row._id),
	}),
	extras('comment', { links: (row, scope) => parentLinks(row.parentId, scope) }),
	extras('attachment', {
		task: (row, scope) => {
			const log = row.role === 'log' ? scope.store.table('log').get(row.parentId) : undefined;
			return log && shown(scope.store.table('task').get(log.taskId), scope);
		},
	}),
	extras('procedure', {
		pattern: (row, scope) => shown(scope.store.table('pattern').firstBy('patternId', row.patternId), scope),
		tactic: (row) => ({ name: row.tactic, label: tacticLabel(row.tactic) }),
		patternParent: (row, scope) => {
			const parent = scope.store.table('pattern').firstBy('patternId', row.patternId)?.parentPatternId;
			return parent === undefined ? undefined : shown(scope.store.table('pattern').firstBy('patternId', parent), scope);
		},
		patternTactics: (row, { store }) => store.table('pattern').firstBy('patternId', row.patternId)?.tactics,
		patternCatalog: (row, scope) => {
			const pattern = scope.store.table('pattern').firstBy('patternId', row.patternId);
			return pattern && shown(scope.store.table('catalog').get(pattern.catalogId), scope);
		},
	}),
	extras('organisation', { userCount: (row, { store }) => store.table('user').countBy('organisation', row._id) }),
	extras('user', {
		lockout: () => ({ isLockedOut: false, failedAttempts: 0 }),
		organisations: (row, { store }) =>
			row.memberships.map(({ organisationId, profileId }) => ({
				organisationId,
				organisation: store.table('organisation').get(organisationId)?.name,
				profile: store.table('profile').get(profileId)?.name,
			})),
	}),
	extras('customField', {
		deletable: (row, { store }) =>
			![...store.table('case').all(), ...store.table('alert').all()].some(({ customFields }) =>
				customFields.some(({ name }) => name === row.name),
			),
	}),
	extras('alertStatus', {
		canDelete: (row, { store }) => ![...store.table('alert').all()].some(({ status }) => status === row.value),
	}),
	extras('caseStatus', {
		canDelete: (row, { store }) => ![...store.table('case').all()].some(({ status }) => status === row.value),
	}),
	extras('caseTemplate', {
		pageTemplateHeaders: (row, { store }) =>
			row.pageTemplateIds.flatMap((id) => {
				const page = store.table('pageTemplate').get(id);
				return page === undefined ? [] : [{ _id: page._id, title: page.title, category: page.category, order: page.order }];
			}),
	}),
	extras('pageTemplate', {
		caseTemplateCount: (row, { store }) =>
			store
				.table('caseTemplate')
				.by('organisation', row.organisationId)
				.filter(({ pageTemplateIds }) => pageTemplateIds.includes(row._id)).length,
	}),
]);

/**
 * A row as answered, with the extra data asked for; names the kind does not know are ignored.
 * @param names of `page.extraData`
 */
export function presentWith(row: AnyRow, names: readonly string[], scope: Scope): JsonObject {
	const shownRow = present(row, scope);
	const known = readers.get(row.kind);
	if (known === undefined || names.length === 0) return shownRow;
	const extraData: Record<string, Json> = {};
	for (const name of names) {
		const value = known.get(name)?.(row, scope);
		if (value !== undefined) extraData[name] = value;
	}
	return { ...shownRow, extraData };
}
