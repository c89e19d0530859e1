import { badRequest, createError, unauthorised } from '../errors.mts';
import type { AlertInput, AlertUpdate } from '../input/shapes.mts';
import type { Alert, AlertStatus } from '../store/rows.mts';
import { alertKey } from '../store/tables.mts';
import type { Work } from '../store/work.mts';
import type { StoredFile } from './attachment.mts';
import { cleared, detailsOf, editTags } from './changes.mts';
import { applyCustomFields, customFieldChanges } from './customFields.mts';
import { addObservables } from './observable.mts';
import { addProcedure } from './procedure.mts';
import { record } from './record.mts';
import { removeParts } from './parts.mts';
import { alertStatus, assignee, registerTags } from './vocabulary.mts';

/** @throws CreateError (400) when the organisation has an alert with this type, source and reference */
function requireUnique(work: Work, key: Pick<Alert, 'type' | 'source' | 'sourceRef'>): void {
	const { type, source, sourceRef } = key;
	if (work.store.table('alert').countBy('unique', alertKey(work.organisationId, type, source, sourceRef)) > 0) {
		throw createError(
			`Alert ${type}:${source}:${sourceRef} already exist in organisation ${work.actor.organisation.name}`,
		);
	}
}

/** The dates a stage sets: each is that of the first time. */
export function stageDates(alert: Partial<Alert>, stage: string, now: number): Partial<Alert> {
	const inProgressDate = alert.inProgressDate ?? now;
	switch (stage) {
		case 'InProgress':
			return { inProgressDate };
		case 'Closed':
			return { inProgressDate, closedDate: alert.closedDate ?? now };
		case 'Imported':
			return { inProgressDate, importedDate: alert.importedDate ?? now };
		default:
			return {};
	}
}

/**
 * Creates an alert with its observables and procedures.
 * @throws CreateError (400) for a duplicate, AttributeCheckingError or BadRequest (400) for bad parts
 */
export function createAlert(work: Work, input: AlertInput, files: readonly StoredFile[]): Alert {
	requireUnique(work, input);
	const status: AlertStatus = alertStatus(work, input.status ?? 'New');
	const tags = input.tags ?? [];
	const created = work.put('alert', {
		...work.stamp('alert'),
		organisationId: work.organisationId,
		type: input.type,
		source: input.source,
		sourceRef: input.sourceRef,
		externalLink: input.externalLink,
		title: input.title,
		description: input.description,
		severity: input.severity ?? 2,
		date: input.date ?? work.now,
		tags,
		tlp: input.tlp ?? 2,
		pap: input.pap ?? 2,
		follow: true,
		customFields: applyCustomFields(work.store, [], input.customFields),
		summary: input.summary,
		status: status.value,
		stage: status.stage,
		assignee: input.assignee === undefined ? undefined : assignee(work, input.assignee),
		caseTemplate: input.caseTemplate,
		observableCount: 0,
		newDate: work.now,
		...stageDates({}, status.stage, work.now),
	});
	registerTags(work, tags);
	const { failed } = addObservables(work, created, input.observables ?? [], files);
	const first = failed[0];
	if (first !== undefined) throw first.error;
	for (const procedure of input.procedures ?? []) addProcedure(work, created, procedure);
	const observableCount = work.store.table('observable').countBy('parent', created._id);
	const alert = observableCount === 0 ? created : work.update('alert', created, { observableCount });
	record(work, 'create', alert);
	return alert;
}

function statusChanges(work: Work, alert: Alert, value: string): Partial<Alert> {
	const status = alertStatus(work, value);
	if (status.value === alert.status) return {};
	if (alert.caseId !== undefined) {
		if (status.stage !== 'Imported') throw badRequest(`Alert is already imported`);
	} else if (status.stage === 'Imported') {
		throw badRequest(`Status ${status.value} needs a case: import the alert`);
	}
	const reopened = alert.stage === 'Closed' && (status.stage === 'New' || status.stage === 'InProgress');
	if (reopened && !work.actor.permissions.has('manageAlert/reopen')) {
		throw unauthorised(`Your are not authorized to reopen alert, you haven't the permission manageAlert/reopen`);
	}
	return { status: status.value, stage: status.stage, ...stageDates(alert, status.stage, work.now) };
}

export function updateAlert(work: Work, alert: Alert, input: AlertUpdate): Alert {
	const key = {
		type: input.type ?? alert.type,
		source: input.source ?? alert.source,
		sourceRef: input.sourceRef ?? alert.sourceRef,
	};
	if (key.type !== alert.type || key.source !== alert.source || key.sourceRef !== alert.sourceRef) {
		requireUnique(work, key);
	}
	const { tags: _tags, addTags: _add, removeTags: _remove, customFields, status, ...fields } = cleared(input);
	const tags = editTags(alert.tags, input);
	const values = applyCustomFields(work.store, alert.customFields, customFields);
	const moved = status === undefined ? {} : statusChanges(work, alert, status);
	const sent = {
		...fields,
		...(fields.assignee === undefined ? {} : { assignee: assignee(work, fields.assignee) }),
		...(tags === undefined ? {} : { tags }),
	};
	if (tags !== undefined) registerTags(work, tags);
	const updated = work.update('alert', alert, { ...sent, ...moved, customFields: values });
	const changed = customFieldChanges(alert.customFields, values);
	record(work, 'update', updated, {
		...detailsOf(sent),
		...(moved.status === undefined ? {} : { status: moved.status, stage: moved.stage }),
		...(changed.length === 0 ? {} : { customFieldChanges: changed }),
	});
	return updated;
}

/** Deletes an alert and its parts; a case it was imported into keeps what was copied. */
export function deleteAlert(work: Work, alert: Alert): void {
	for (const observable of work.store.table('observable').by('parent', alert._id)) {
		removeParts(work, observable._id);
		work.remove('observable', observable._id);
	}
	removeParts(work, alert._id);
	work.remove('alert', alert._id);
	record(work, 'delete', alert);
}

/** Frees alerts from a case that goes away: New again, without `caseId`. */
export function releaseAlerts(work: Work, caseId: string): void {
	for (const alert of work.store.table('alert').by('case', caseId)) releaseAlert(work, alert);
}

export function releaseAlert(work: Work, alert: Alert): Alert {
	const updated = work.update('alert', alert, {
		caseId: undefined,
		status: 'New',
		stage: 'New',
		importedDate: undefined,
	});
	record(work, 'update', updated, { caseId: null, status: 'New', stage: 'New' });
	return updated;
}

