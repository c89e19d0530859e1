import { badRequest, notFound, unauthorised } from '../errors.mts';
import type { CaseFromAlertInput, CaseInput, CaseUpdate } from '../input/shapes.mts';
import { casePermissions } from '../model/permissions.mts';
import type { Case, CaseTemplate, CustomFieldValue } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { releaseAlerts } from './alert.mts';
import { cleared, detailsOf, editTags } from './changes.mts';
import { applyCustomFields, customFieldChanges, requireMandatoryFields } from './customFields.mts';
import { addPage } from './page.mts';
import { removeParts } from './parts.mts';
import { record } from './record.mts';
import { ownCase, shareCase } from './share.mts';
import { addTask, removeLog, updateTask } from './task.mts';
import { assignee, caseStatus, registerTags } from './vocabulary.mts';

/** A case template of the organisation, by name or id. @throws NotFoundError (404) [S] */
export function findCaseTemplate(work: Work, nameOrId: string): CaseTemplate {
	const table = work.store.table('caseTemplate');
	const byId = table.get(nameOrId);
	const found =
		byId?.organisationId === work.organisationId
			? byId
			: table.firstBy('unique', `${work.organisationId}|${nameOrId}`);
	if (found === undefined) throw notFound('CaseTemplate', nameOrId);
	return found;
}

/** The dates a stage sets: the first time for in progress and closed, every closing for the end. */
function stageDates(row: Partial<Case>, stage: string, now: number): Partial<Case> {
	const inProgressDate = row.inProgressDate ?? now;
	if (stage === 'InProgress') return { inProgressDate };
	return stage === 'Closed' ? { inProgressDate, closedDate: row.closedDate ?? now, endDate: now } : {};
}

export type CaseOrigin = Partial<Pick<Case, 'alertDate' | 'alertNewDate' | 'alertInProgressDate' | 'alertImportedDate'>>;

/** What a case takes from an alert when the request does not say otherwise. */
export interface CaseDefaults {
	readonly severity?: number;
	readonly tlp?: number;
	readonly pap?: number;
	readonly tags?: readonly string[];
	readonly customFields?: readonly CustomFieldValue[];
	readonly startDate?: number;
	readonly origin?: CaseOrigin;
}

type NewCase = CaseFromAlertInput & Pick<CaseInput, 'title' | 'description' | 'access'>;

/**
 * Creates a case with its tasks, pages and shares; a template fills what is not given. Lists that are given replace
 * the template's (5.7.1). The creation is not yet audited, so that it can come last.
 */
export function prepareCase(work: Work, input: NewCase, defaults: CaseDefaults = {}): Case {
	const template = input.caseTemplate === undefined ? undefined : findCaseTemplate(work, input.caseTemplate);
	const status = caseStatus(work, input.status ?? 'New');
	const { organisation } = work.actor;
	const tags = input.tags ?? [...new Set([...(defaults.tags ?? []), ...(template?.tags ?? [])])];
	const inherited = [
		...(template?.customFields ?? []).filter(({ name }) => !defaults.customFields?.some((value) => value.name === name)),
		...(defaults.customFields ?? []),
	];
	const dates = stageDates({}, status.stage, work.now);
	const row = work.put('case', {
		...work.stamp('case'),
		organisationId: organisation._id,
		number: work.store.nextCaseNumber(),
		title: template?.titlePrefix === undefined ? input.title : `${template.titlePrefix}${input.title}`,
		description: input.description,
		severity: input.severity ?? defaults.severity ?? template?.severity ?? 2,
		startDate: input.startDate ?? defaults.startDate ?? work.now,
		tags,
		flag: input.flag ?? template?.flag ?? false,
		tlp: input.tlp ?? defaults.tlp ?? template?.tlp ?? 2,
		pap: input.pap ?? defaults.pap ?? template?.pap ?? 2,
		status: status.value,
		stage: status.stage,
		summary: input.summary ?? template?.summary,
		assignee: input.assignee === undefined ? work.login : assignee(work, input.assignee),
		access: input.access ?? { _kind: 'OrganisationAccessKind' },
		customFields: applyNewFields(work, inherited, input),
		taskRule: input.taskRule ?? organisation.taskRule,
		observableRule: input.observableRule ?? organisation.observableRule,
		caseLinks: [],
		externalLinks: [],
		newDate: work.now,
		...dates,
		endDate: input.endDate ?? dates.endDate,
		...defaults.origin,
	});
	registerTags(work, tags);
	const share = ownCase(work, row);
	const profile = work.store.table('profile').get(share.profileId);
	record(work, 'update', row, { share: { organisation: organisation.name, profile: profile?.name } });
	addTemplateParts(work, row, template, input);
	for (const parameters of input.sharingParameters ?? []) shareCase(work, row, parameters);
	return work.store.table('case').get(row._id) ?? row;
}

function applyNewFields(work: Work, inherited: readonly CustomFieldValue[], input: NewCase): readonly CustomFieldValue[] {
	if (!Array.isArray(input.customFields)) return applyCustomFields(work.store, inherited, input.customFields);
	const given = applyCustomFields(work.store, [], input.customFields);
	return [...inherited.filter(({ name }) => !given.some((value) => value.name === name)), ...given];
}

function addTemplateParts(work: Work, row: Case, template: CaseTemplate | undefined, input: NewCase): void {
	const { store } = work;
	const tasks = input.tasks ?? (template === undefined ? [] : store.table('task').by('parent', template._id));
	for (const [index, task] of tasks.entries()) addTask(work, row, task, index);
	const pages =
		input.pages ??
		(template?.pageTemplateIds ?? []).flatMap((id) => {
			const page = store.table('pageTemplate').get(id);
			return page === undefined ? [] : [page];
		});
	for (const [index, page] of pages.entries()) addPage(work, row, page, index);
}

export function createCase(work: Work, input: CaseInput): Case {
	const row = prepareCase(work, input);
	record(work, 'create', row);
	return row;
}

/** Ends the tasks of a case that closes: begun ones are completed, waiting ones cancelled [S]. */
function endTasks(work: Work, row: Case): void {
	const tasks = work.store.table('task').by('parent', row._id);
	const open = tasks.filter(({ mandatory, status }) => mandatory && status !== 'Completed' && status !== 'Cancel');
	if (open.length > 0) {
		throw badRequest(`Mandatory tasks are not completed: ${open.map(({ title }) => title).join(', ')}`);
	}
	for (const task of tasks) {
		if (task.status === 'InProgress') updateTask(work, task, { status: 'Completed' });
		else if (task.status === 'Waiting') updateTask(work, task, { status: 'Cancel' });
	}
}

function statusChanges(work: Work, row: Case, value: string, fields: readonly CustomFieldValue[]): Partial<Case> {
	const status = caseStatus(work, value);
	if (status.value === row.status) return {};
	if (row.stage === 'Closed' && status.stage !== 'Closed') {
		if (!casePermissions(row, work).includes('manageCase/reopen')) {
			throw unauthorised(`Your are not authorized to reopen case, you haven't the permission manageCase/reopen`);
		}
	}
	if (status.stage === 'Closed' && row.stage !== 'Closed') {
		requireMandatoryFields(work.store, fields);
		endTasks(work, row);
	}
	return { status: status.value, stage: status.stage, ...stageDates(row, status.stage, work.now) };
}

export function updateCase(work: Work, row: Case, input: CaseUpdate): Case {
	const { tags: _tags, addTags: _add, removeTags: _remove, customFields, status, ...fields } = cleared(input);
	const tags = editTags(row.tags, input);
	const values = applyCustomFields(work.store, row.customFields, customFields);
	const moved = status === undefined ? {} : statusChanges(work, row, status, values);
	const sent = {
		...fields,
		...(fields.assignee === undefined ? {} : { assignee: assignee(work, fields.assignee) }),
		...(tags === undefined ? {} : { tags }),
	};
	if (tags !== undefined) registerTags(work, tags);
	const current = work.store.table('case').get(row._id) ?? row;
	const updated = work.update('case', current, { ...moved, ...sent, customFields: values });
	const changed = customFieldChanges(row.customFields, values);
	record(work, 'update', updated, {
		...(moved.status === undefined ? {} : { status: moved.status, stage: moved.stage }),
		...(moved.endDate === undefined ? {} : { endDate: moved.endDate }),
		...detailsOf(sent),
		...(changed.length === 0 ? {} : { customFieldChanges: changed }),
	});
	return updated;
}

/** Deletes a case and all in it; linked alerts become New again. */
export function deleteCase(work: Work, row: Case): void {
	releaseAlerts(work, row._id);
	removeCase(work, row);
	record(work, 'delete', row, { number: row.number, title: row.title });
}

/** Takes a case and what it holds out of the store, without audits. */
export function removeCase(work: Work, row: Case): void {
	const { store } = work;
	for (const observable of store.table('observable').by('parent', row._id)) {
		removeParts(work, observable._id);
		work.remove('observable', observable._id);
	}
	for (const task of store.table('task').by('parent', row._id)) {
		for (const log of store.table('log').by('task', task._id)) removeLog(work, log);
		work.remove('task', task._id);
	}
	for (const kind of ['page', 'customEvent', 'caseReport', 'share'] as const) {
		for (const part of store.table(kind).by('case', row._id)) work.remove(kind, part._id);
	}
	for (const { caseId } of row.caseLinks) {
		const other = store.table('case').get(caseId);
		if (other !== undefined) {
			work.put('case', { ...other, caseLinks: other.caseLinks.filter((link) => link.caseId !== row._id) });
		}
	}
	removeParts(work, row._id);
	work.remove('case', row._id);
}
