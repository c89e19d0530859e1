import { notFound, unauthorised } from '../errors.mts';
import { casePermissions } from '../model/permissions.mts';
import type { Permission } from '../model/permissions.mts';
import { typeName } from '../model/present.mts';
import type { Alert, AnyRow, Attachment, Audit, Case, Kind, Rows } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Actor } from '../store/work.mts';

/** Whose eyes: a request's transaction and a query both fit. */
export interface Sight {
	readonly store: Store;
	readonly actor: Actor;
}

export const ADMIN_ORGANISATION = 'admin';

function isAdmin({ actor }: Sight): boolean {
	return actor.organisation.name === ADMIN_ORGANISATION;
}

/** Whether a case is not private, or the actor is one of those it is private to. */
function admits({ actor }: Sight, row: Case): boolean {
	if (row.access._kind !== 'UserAccessKind') return true;
	return row.assignee === actor.user.login || (row.access.users ?? []).includes(actor.user.login);
}

function caseVisible(sight: Sight, row: Case): boolean {
	const { store, actor } = sight;
	return store.table('share').countBy('unique', `${row._id}|${actor.organisation._id}`) > 0 && admits(sight, row);
}

/** The past of a private case is private; that of a case that is gone, or of an alert, is its organisation's. */
function auditVisible(sight: Sight, { organisationId, visibleTo, context }: Audit): boolean {
	const own = sight.actor.organisation._id;
	if (organisationId !== own && !visibleTo.includes(own)) return false;
	const caseId = context?.kind === 'case' ? context._id : context?.kind === 'share' ? context.caseId : undefined;
	const row = caseId === undefined ? undefined : sight.store.table('case').get(caseId);
	return row === undefined || admits(sight, row);
}

/** The case, alert or case template under an id. */
export function parentOf(store: Store, id: string): Case | Alert | Rows['caseTemplate'] | undefined {
	return store.table('alert').get(id) ?? store.table('case').get(id) ?? store.table('caseTemplate').get(id);
}

function parentVisible(sight: Sight, id: string): boolean {
	const parent = parentOf(sight.store, id);
	return parent !== undefined && visible(sight, parent);
}

/** Children of a case are seen by the organisation that made them and those they are shared with. */
function sharedChildVisible(
	sight: Sight,
	row: { readonly parentId: string; readonly organisationId: string; readonly sharedWith: readonly string[] },
): boolean {
	const own = sight.actor.organisation._id;
	return (row.organisationId === own || row.sharedWith.includes(own)) && parentVisible(sight, row.parentId);
}

function rowVisible<K extends Kind>(sight: Sight, kind: K, id: string): boolean {
	const row: AnyRow | undefined = sight.store.table(kind).get(id);
	return row !== undefined && visible(sight, row);
}

function attachmentVisible(sight: Sight, row: Attachment): boolean {
	switch (row.role) {
		case 'organisation':
			return row.parentId === sight.actor.organisation._id;
		case 'user':
			return row._createdBy === sight.actor.user.login;
		default:
			return rowVisible(sight, row.role, row.parentId);
	}
}

/** Whether the actor's organisation and the sharing rules let a row be seen. */
export function visible(sight: Sight, row: AnyRow): boolean {
	const own = sight.actor.organisation;
	switch (row.kind) {
		case 'alert':
		case 'pageTemplate':
		case 'caseTemplate':
		case 'function':
		case 'caseReportTemplate':
			return row.organisationId === own._id;
		case 'dashboard':
			return row.organisationId === own._id && (row.status === 'Shared' || row._createdBy === sight.actor.user.login);
		case 'listView':
			return row.organisationId === own._id && (row.isShared || row._createdBy === sight.actor.user.login);
		case 'case':
			return caseVisible(sight, row);
		case 'observable':
		case 'task':
			return sharedChildVisible(sight, row);
		case 'log':
			return rowVisible(sight, 'task', row.taskId);
		case 'page':
			return row.caseId === undefined ? row.organisationId === own._id : rowVisible(sight, 'case', row.caseId);
		case 'procedure':
		case 'comment':
			return parentVisible(sight, row.parentId);
		case 'customEvent':
		case 'caseReport':
			return rowVisible(sight, 'case', row.caseId);
		case 'attachment':
			return attachmentVisible(sight, row);
		case 'job':
			return rowVisible(sight, 'observable', row.observableId);
		case 'action': {
			const object = findAny(sight.store, row.objectId);
			return object !== undefined && visible(sight, object);
		}
		case 'share':
			return rowVisible(sight, 'case', row.caseId);
		case 'organisation':
			return (
				isAdmin(sight) ||
				row._id === own._id ||
				own.links.some(({ toOrganisation }) => toOrganisation === row._id)
			);
		case 'user':
			return (
				isAdmin(sight) ||
				row.memberships.some(
					({ organisationId }) =>
						organisationId === own._id || own.links.some(({ toOrganisation }) => toOrganisation === organisationId),
				)
			);
		case 'tag':
			return row.ownerId === own._id || sight.store.table('taxonomy').get(row.ownerId)?.enabled === true;
		case 'audit':
			return auditVisible(sight, row);
		default:
			return true;
	}
}

const OBJECT_KINDS = ['alert', 'case', 'observable', 'task', 'log', 'page', 'procedure', 'comment'] as const;

/** The alert, case or part of one that has this id. */
export function findAny(store: Store, id: string): AnyRow | undefined {
	for (const kind of OBJECT_KINDS) {
		const row = store.table(kind).get(id);
		if (row !== undefined) return row;
	}
	return undefined;
}

/** The case, alert or template a row belongs to, itself included. */
export function rootOf(store: Store, row: AnyRow): AnyRow | undefined {
	switch (row.kind) {
		case 'observable':
		case 'task':
		case 'procedure':
		case 'comment':
			return parentOf(store, row.parentId);
		case 'log': {
			const task = store.table('task').get(row.taskId);
			return task === undefined ? undefined : rootOf(store, task);
		}
		case 'page':
			return row.caseId === undefined ? row : store.table('case').get(row.caseId);
		case 'customEvent':
		case 'caseReport':
		case 'share':
			return store.table('case').get(row.caseId);
		case 'attachment': {
			if (row.role === 'organisation' || row.role === 'user') return row;
			const parent: AnyRow | undefined = store.table(row.role).get(row.parentId);
			return parent === undefined ? undefined : rootOf(store, parent);
		}
		case 'job': {
			const observable = store.table('observable').get(row.observableId);
			return observable === undefined ? undefined : rootOf(store, observable);
		}
		default:
			return row;
	}
}

/** What the actor may do with a row: inside a case the share's profile limits it. */
export function permissionsOn(sight: Sight, row: AnyRow): ReadonlySet<string> {
	const root = rootOf(sight.store, row);
	return root?.kind === 'case'
		? new Set(casePermissions(root, sight))
		: sight.actor.permissions;
}

function refused(permissions: readonly Permission[]): Error {
	return unauthorised(
		`Your are not authorized to do this operation, you haven't the permission ${permissions.join(' or ')}`,
	);
}

/** @throws AuthorizationError (403) unless the actor holds one of the permissions */
export function requirePermission({ actor }: Pick<Sight, 'actor'>, ...permissions: readonly Permission[]): void {
	if (!permissions.some((permission) => actor.permissions.has(permission))) throw refused(permissions);
}

/**
 * A visible row by id.
 * @throws NotFoundError (404) when it does not exist or is not visible: existence is not leaked
 * @throws AuthorizationError (403) when it is visible and a permission is missing
 */
export function locate<K extends Kind>(
	sight: Sight,
	kind: K,
	id: string,
	...permissions: readonly Permission[]
): Rows[K] {
	const row = sight.store.table(kind).get(id);
	if (row === undefined || !visible(sight, row)) throw notFound(typeName(kind), id);
	if (permissions.length > 0) {
		const granted = permissionsOn(sight, row);
		if (!permissions.some((permission) => granted.has(permission))) throw refused(permissions);
	}
	return row;
}

/** A case by `~id` or number; same errors as `locate`. */
export function locateCase(sight: Sight, idOrNumber: string, ...permissions: readonly Permission[]): Case {
	const byNumber = /^#?\d+$/.test(idOrNumber)
		? sight.store.table('case').firstBy('number', idOrNumber.replace('#', ''))
		: undefined;
	return locate(sight, 'case', byNumber?._id ?? idOrNumber, ...permissions);
}

/** A case or an alert by id; same errors as `locate`. */
export function locateParent(sight: Sight, id: string, ...permissions: readonly Permission[]): Case | Alert {
	return sight.store.table('alert').get(id) === undefined
		? locateCase(sight, id, ...permissions)
		: locate(sight, 'alert', id, ...permissions);
}
