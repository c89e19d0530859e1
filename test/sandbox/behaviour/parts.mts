import type { Work } from '../store/work.mts';

/** Removes what hangs on an object that is deleted: attachments, comments, procedures, jobs and actions. */
export function removeParts(work: Work, parentId: string): void {
	const { store } = work;
	for (const kind of ['attachment', 'comment', 'procedure'] as const) {
		for (const row of store.table(kind).by('parent', parentId)) work.remove(kind, row._id);
	}
	for (const job of store.table('job').by('observable', parentId)) work.remove('job', job._id);
	for (const action of store.table('action').by('object', parentId)) work.remove('action', action._id);
}
