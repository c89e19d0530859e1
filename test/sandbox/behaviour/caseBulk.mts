import { badRequest } from '../errors.mts';
import type * as shapes from '../input/shapes.mts';
import type { Parsed } from '../input/attributes.mts';
import type { AnyRow, Case, Observable } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { findCaseTemplate, removeCase } from './case.mts';
import { union } from './changes.mts';
import { distinctValues } from './customFields.mts';
import { MAX_MERGE } from './import.mts';
import { addPage } from './page.mts';
import { removeParts } from './parts.mts';
import { record, touch } from './record.mts';
import { findOrganisation, findProfile, ownCase } from './share.mts';
import { addTask } from './task.mts';

function moveParts(work: Work, from: Case, to: Case): void {
	const { store } = work;
	const parentId = to._id;
	for (const row of store.table('task').by('parent', from._id)) work.put('task', { ...row, parentId });
	for (const row of store.table('observable').by('parent', from._id)) moveObservable(work, row, to);
	for (const row of store.table('procedure').by('parent', from._id)) work.put('procedure', { ...row, parentId });
	for (const row of store.table('comment').by('parent', from._id)) work.put('comment', { ...row, parentId });
	for (const row of store.table('attachment').by('parent', from._id)) work.put('attachment', { ...row, parentId });
	for (const row of store.table('page').by('case', from._id)) work.put('page', { ...row, caseId: parentId });
	for (const row of store.table('customEvent').by('case', from._id)) work.put('customEvent', { ...row, caseId: parentId });
	for (const row of store.table('alert').by('case', from._id)) work.put('alert', { ...row, caseId: parentId });
}

function moveObservable(work: Work, row: Observable, to: Case): void {
	const known = work.store.table('observable').firstBy('unique', `${to._id}|${row.key}`);
	if (known === undefined) work.put('observable', { ...row, parentId: to._id });
	else joinObservables(work, known, row);
}

/** Adds what `other` knows to `kept` and removes it. */
function joinObservables(work: Work, kept: Observable, other: Observable): void {
	work.update('observable', kept, {
		tags: union(kept.tags, other.tags),
		ioc: kept.ioc || other.ioc,
		sighted: kept.sighted || other.sighted,
		sightedAt: kept.sightedAt ?? other.sightedAt,
		message: kept.message ?? other.message,
		reports: { ...other.reports, ...kept.reports },
	});
	removeParts(work, other._id);
	work.remove('observable', other._id);
}

/**
 * Merges cases into a new one; the sources are deleted.
 * @throws BadRequest (400) for fewer than two or more than 50 (5.5.6)
 */
export function mergeCases(work: Work, cases: readonly Case[]): Case {
	const [first, ...others] = cases;
	if (first === undefined || others.length === 0) throw badRequest('At least two cases are needed to merge');
	if (cases.length > MAX_MERGE) throw badRequest(`At most ${MAX_MERGE} cases can be merged at once`);
	const highest = (read: (row: Case) => number) => Math.max(...cases.map(read));
	const merged = work.put('case', {
		...first,
		_updatedAt: undefined,
		_updatedBy: undefined,
		...work.stamp('case'),
		number: work.store.nextCaseNumber(),
		title: cases.map(({ title }) => title).join(' / '),
		description: cases.map(({ description }) => description).join('\n\n'),
		severity: highest(({ severity }) => severity),
		tlp: highest(({ tlp }) => tlp),
		pap: highest(({ pap }) => pap),
		startDate: Math.min(...cases.map(({ startDate }) => startDate)),
		tags: [...new Set(cases.flatMap(({ tags }) => tags))],
		flag: cases.some(({ flag }) => flag),
		customFields: distinctValues(cases.flatMap(({ customFields }) => customFields)),
		assignee: first.assignee ?? work.login,
		newDate: work.now,
		caseLinks: [],
		externalLinks: cases.flatMap(({ externalLinks }) => externalLinks),
	});
	ownCase(work, merged);
	for (const source of cases) {
		moveParts(work, source, merged);
		removeCase(work, source);
		record(work, 'delete', source, { number: source.number, title: source.title });
	}
	record(work, 'merge', merged, { cases: cases.map(({ _id, number, title }) => ({ _id, number, title })) });
	return merged;
}

/** Merges equal observables of a case; answers OutputMergeCases [D]. */
export function mergeObservables(work: Work, row: Case): { untouched: number; updated: number; deleted: number } {
	const groups = new Map<string, Observable[]>();
	for (const observable of work.store.table('observable').by('parent', row._id)) {
		groups.set(observable.key, [...(groups.get(observable.key) ?? []), observable]);
	}
	const result = { untouched: 0, updated: 0, deleted: 0 };
	for (const [kept, ...others] of groups.values()) {
		if (kept === undefined) continue;
		if (others.length === 0) {
			result.untouched += 1;
			continue;
		}
		for (const other of others) joinObservables(work, work.store.table('observable').get(kept._id) ?? kept, other);
		result.updated += 1;
		result.deleted += others.length;
	}
	if (result.deleted > 0) touch(work, row._id);
	return result;
}

type ApplyInput = Parsed<typeof shapes.applyCaseTemplate>;

/** Applies the chosen parts of a template to a case; tasks and pages are chosen by title. */
export function applyTemplate(work: Work, row: Case, input: ApplyInput): void {
	const template = findCaseTemplate(work, input.caseTemplate);
	const changes: Partial<Case> = {
		...(input.updateTitlePrefix === true && template.titlePrefix !== undefined
			? { title: `${template.titlePrefix}${row.title}` }
			: {}),
		...(input.updateDescription === true && template.description !== undefined ? { description: template.description } : {}),
		...(input.updateTags === true ? { tags: union(row.tags, template.tags) } : {}),
		...(input.updateSeverity === true && template.severity !== undefined ? { severity: template.severity } : {}),
		...(input.updateFlag === true ? { flag: template.flag } : {}),
		...(input.updateTlp === true && template.tlp !== undefined ? { tlp: template.tlp } : {}),
		...(input.updatePap === true && template.pap !== undefined ? { pap: template.pap } : {}),
		...(input.updateCustomFields === true
			? { customFields: [...row.customFields, ...template.customFields.filter(({ name }) => !row.customFields.some((value) => value.name === name))] }
			: {}),
	};
	const updated = work.update('case', row, changes);
	const tasks = work.store.table('task').by('parent', template._id);
	for (const [index, task] of tasks.entries()) {
		if (input.importTasks?.includes(task.title) === true) addTask(work, updated, task, index);
	}
	for (const id of template.pageTemplateIds) {
		const page = work.store.table('pageTemplate').get(id);
		if (page !== undefined && input.importPages?.includes(page.title) === true) addPage(work, updated, page);
	}
	record(work, 'update', updated, { ...changes, customFields: undefined, caseLinks: undefined, externalLinks: undefined, access: undefined });
}

type OwnerInput = Parsed<typeof shapes.changeOwner>;

/**
 * Gives a case to a linked organisation; the old owner keeps a share when a profile is named.
 * @throws NotFoundError (404), BadRequest (400) when it is the owner already
 */
export function changeOwner(work: Work, row: Case, input: OwnerInput): void {
	const target = findOrganisation(work, input.organisation);
	if (target._id === row.organisationId) throw badRequest(`Organisation ${target.name} owns the case already`);
	const previous = work.store.table('share').firstBy('unique', `${row._id}|${row.organisationId}`);
	const known = work.store.table('share').firstBy('unique', `${row._id}|${target._id}`);
	const rules = {
		taskRule: input.taskRule ?? row.taskRule,
		observableRule: input.observableRule ?? row.observableRule,
	};
	const profileId = findProfile(work, 'org-admin')._id;
	if (known === undefined) {
		work.put('share', { ...work.stamp('share'), caseId: row._id, organisationId: target._id, owner: true, profileId, ...rules });
	} else work.update('share', known, { owner: true, profileId, ...rules });
	if (previous !== undefined) {
		if (input.keepProfile === undefined) work.remove('share', previous._id);
		else work.update('share', previous, { owner: false, profileId: findProfile(work, input.keepProfile)._id, ...rules });
	}
	const children: readonly AnyRow[] = [
		...work.store.table('task').by('parent', row._id),
		...work.store.table('observable').by('parent', row._id),
	];
	for (const child of children) {
		if (child.kind === 'task') work.put('task', { ...child, organisationId: target._id, sharedWith: [] });
		if (child.kind === 'observable') work.put('observable', { ...child, organisationId: target._id, sharedWith: [] });
	}
	const updated = work.update('case', row, { organisationId: target._id, ...rules });
	record(work, 'update', updated, { owningOrganisation: target.name });
}
