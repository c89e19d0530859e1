import { badRequest } from '../errors.mts';
import type { CaseFromAlertInput } from '../input/shapes.mts';
import type { Alert, Case } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { stageDates } from './alert.mts';
import { attach } from './attachment.mts';
import { findCaseTemplate, prepareCase } from './case.mts';
import { union } from './changes.mts';
import { distinctValues } from './customFields.mts';
import { copyObservable } from './observable.mts';
import { record, touch } from './record.mts';

/** `alert.maxMergeInCase` and `case.maxMergeInCase` (5.5.6). */
export const MAX_MERGE = 50;

function copyObservables(work: Work, alert: Alert, row: Case): void {
	for (const observable of work.store.table('observable').by('parent', alert._id)) copyObservable(work, observable, row);
}

function copyProcedures(work: Work, alert: Alert, row: Case): void {
	for (const procedure of work.store.table('procedure').by('parent', alert._id)) {
		const copied = work.put('procedure', { ...procedure, ...work.stamp('procedure'), parentId: row._id });
		record(work, 'create', copied);
	}
}

function copyTalk(work: Work, alert: Alert, row: Case): void {
	for (const comment of work.store.table('comment').by('parent', alert._id)) {
		work.put('comment', { ...comment, ...work.stamp('comment'), _createdBy: comment._createdBy, parentId: row._id });
	}
	for (const attachment of work.store.table('attachment').by('parent', alert._id)) attach(work, row._id, 'case', attachment);
}

function markImported(work: Work, alert: Alert, row: Case): Alert {
	const updated = work.update('alert', alert, {
		caseId: row._id,
		status: 'Imported',
		stage: 'Imported',
		...stageDates(alert, 'Imported', work.now),
	});
	record(work, 'update', updated, { caseId: row._id, status: 'Imported', stage: 'Imported' });
	return updated;
}

/** Makes a case of an alert. An alert that already has one gives that one: safe to repeat [S AlertSrv.createCase]. */
export function promoteAlert(work: Work, alert: Alert, input: CaseFromAlertInput): Case {
	const known = alert.caseId === undefined ? undefined : work.store.table('case').get(alert.caseId);
	if (known !== undefined) return known;
	const caseTemplate = input.caseTemplate ?? alert.caseTemplate;
	if (caseTemplate !== undefined) findCaseTemplate(work, caseTemplate);
	const row = prepareCase(
		work,
		{ ...input, caseTemplate, title: input.title ?? alert.title, description: input.description ?? alert.description },
		{
			severity: alert.severity,
			tlp: alert.tlp,
			pap: alert.pap,
			tags: alert.tags,
			customFields: alert.customFields,
			startDate: alert.date,
			origin: {
				alertDate: alert.date,
				alertNewDate: alert.newDate,
				alertInProgressDate: alert.inProgressDate ?? work.now,
				alertImportedDate: work.now,
			},
		},
	);
	copyObservables(work, alert, row);
	copyProcedures(work, alert, row);
	copyTalk(work, alert, row);
	markImported(work, alert, row);
	record(work, 'create', row);
	return row;
}

export interface MergeDepth {
	/** Add the alert's description to that of the case. */
	readonly description: boolean;
	/** Take tags, custom fields, comments and attachments too, not only observables and procedures. */
	readonly everything: boolean;
}

/**
 * Merges an alert into a case.
 * @throws BadRequest (400) for an alert that is already imported [S]
 */
export function mergeAlert(work: Work, alert: Alert, caseId: string, depth: MergeDepth): Case {
	const row = work.store.table('case').get(caseId);
	if (row === undefined || alert.caseId !== undefined) throw badRequest('Alert is already imported');
	copyObservables(work, alert, row);
	copyProcedures(work, alert, row);
	const description = depth.description
		? `${row.description}\n  \n#### Merged with alert #${alert.sourceRef} ${alert.title}\n\n${alert.description}`
		: row.description;
	const merged = depth.everything
		? work.update('case', row, {
				description,
				tags: union(row.tags, alert.tags),
				customFields: distinctValues([...row.customFields, ...alert.customFields]),
			})
		: row;
	if (depth.everything) copyTalk(work, alert, row);
	else touch(work, row._id);
	markImported(work, alert, row);
	record(work, 'merge', merged, { alert: { _id: alert._id, title: alert.title, sourceRef: alert.sourceRef } });
	return work.store.table('case').get(row._id) ?? merged;
}
