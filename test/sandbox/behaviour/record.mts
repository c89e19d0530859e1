import type { JsonObject } from '../json.mts';
import { typeName } from '../model/present.mts';
import type { AnyRow, AuditedRow, Reference } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { AuditInput, Work } from '../store/work.mts';
import { rootOf } from './access.mts';

function reference(row: AuditedRow): Reference {
	return { kind: row.kind, id: row._id };
}

/** Organisations that see what happens in a case: all it is shared with. */
function sharers(store: Store, root: AnyRow | undefined): string[] {
	return root?.kind === 'case'
		? store.table('share').by('case', root._id).map(({ organisationId }) => organisationId)
		: [];
}

function watchers(store: Store, row: AnyRow, root: AnyRow | undefined): readonly string[] {
	if (row.kind === 'task' || row.kind === 'observable') return [row.organisationId, ...row.sharedWith];
	if (row.kind === 'log') {
		const task = store.table('task').get(row.taskId);
		return task === undefined ? [] : [task.organisationId, ...task.sharedWith];
	}
	return sharers(store, root);
}

/** What an audit names as its surroundings: the case or alert; the share for an observable that leaves a case [L]. */
function contextOf(work: Work, row: AuditedRow, root: AnyRow, deleted: boolean): Reference {
	if (deleted && row.kind === 'observable' && root.kind === 'case') {
		const share = work.store.table('share').firstBy('unique', `${root._id}|${work.organisationId}`);
		if (share !== undefined) return reference(share);
	}
	return root.kind === 'case' || root.kind === 'alert' ? reference(root) : reference(work.actor.organisation);
}

/** Writes the audit of a change to `row`, with the case, alert or organisation it belongs to as context [L]. */
export function record(
	work: Work,
	action: AuditInput['action'],
	row: AuditedRow,
	details?: JsonObject,
): void {
	const deleted = action === 'delete';
	const found = rootOf(work.store, row);
	const isRoot = row.kind === 'alert' || row.kind === 'case';
	const root = (deleted && isRoot) || found === undefined || found.kind === 'audit' ? work.actor.organisation : found;
	work.audit({
		action,
		// Jobs call themselves by their old name; audits do not.
		objectType: row.kind === 'job' ? 'Job' : typeName(row.kind),
		objectId: row._id,
		rootId: root._id,
		details: deleted ? (details ?? {}) : details,
		object: deleted ? undefined : reference(row),
		context: contextOf(work, row, root, deleted),
		visibleTo: watchers(work.store, row, found),
	});
}

/** Marks the case or alert as changed, as any change of its parts does [L]. */
export function touch(work: Work, parentId: string): void {
	const alert = work.store.table('alert').get(parentId);
	if (alert !== undefined) {
		work.update('alert', alert, {});
		return;
	}
	const row = work.store.table('case').get(parentId);
	if (row !== undefined) work.update('case', row, {});
}
