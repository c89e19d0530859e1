import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../../../shared/values';

/** Fields of an alert that is there which a new report of it may overwrite. */
export const OVERWRITABLE: INodePropertyOptions[] = [
	{ name: 'Assignee', value: 'assignee' },
	{ name: 'Custom Fields', value: 'customFields' },
	{ name: 'Date', value: 'date' },
	{ name: 'Description', value: 'description' },
	{ name: 'External Link', value: 'externalLink' },
	{ name: 'PAP', value: 'pap' },
	{ name: 'Severity', value: 'severity' },
	{ name: 'Status', value: 'status' },
	{ name: 'Summary', value: 'summary' },
	{ name: 'Title', value: 'title' },
	{ name: 'TLP', value: 'tlp' },
];

/** What comes from the source; what analysts decide (assignee, status, summary) is theirs. */
export const OVERWRITTEN = ['customFields', 'date', 'description', 'externalLink', 'pap', 'severity', 'title', 'tlp'];

export interface MergeRules {
	overwrite: readonly string[];
	tags: 'merge' | 'replace' | 'keep';
	/** Whether a closed alert becomes new again. */
	reopen: boolean;
}

export function textsIn(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

/** Custom fields that have another value than the alert's. */
function changedFields(alert: IDataObject, given: unknown): IDataObject {
	const values: unknown[] = Array.isArray(alert.customFields) ? alert.customFields : [];
	const known = new Map(values.filter(isObject).map(({ name, value }) => [String(name), value]));
	return Object.fromEntries(Object.entries(isObject(given) ? given : {}).filter(([name, value]) => known.get(name) !== value));
}

function tagChange(alert: IDataObject, given: unknown, rule: MergeRules['tags']): IDataObject {
	if (!Array.isArray(given) || rule === 'keep') return {};
	const has = textsIn(alert.tags);
	const wanted = textsIn(given);
	const missing = wanted.filter((tag) => !has.includes(tag));
	if (rule === 'merge') return missing.length > 0 ? { addTags: missing } : {};
	return missing.length > 0 || has.some((tag) => !wanted.includes(tag)) ? { tags: wanted } : {};
}

/**
 * What must be sent so that an alert says what its source reports now; nothing for what it says already.
 * @param alert as TheHive has it
 * @param body as it would create the alert
 */
export function difference(alert: IDataObject, body: IDataObject, rules: MergeRules): IDataObject {
	const change: IDataObject = tagChange(alert, body.tags, rules.tags);
	for (const field of rules.overwrite) {
		const value = body[field];
		// the status of an alert with a case follows the case
		if (value === undefined || (field === 'status' && alert.caseId !== undefined)) continue;
		if (field === 'customFields') {
			const fields = changedFields(alert, value);
			if (Object.keys(fields).length > 0) change.customFields = fields;
		} else if (alert[field] !== value) change[field] = value;
	}
	if (rules.reopen && alert.stage === 'Closed' && change.status === undefined) change.status = 'New';
	return change;
}

/**
 * Several reports of one alert in one batch as one: the later one's values win, tags and observables add up; both have the same rules for tags.
 */
export function folded(earlier: IDataObject, later: IDataObject, rules: MergeRules): IDataObject {
	const both = { ...earlier, ...later };
	if (isObject(earlier.customFields) && isObject(later.customFields)) both.customFields = { ...earlier.customFields, ...later.customFields };
	if (rules.tags !== 'replace' && Array.isArray(earlier.tags)) both.tags = [...new Set([...textsIn(earlier.tags), ...textsIn(later.tags)])];
	const observables: unknown[] = [earlier.observables, later.observables].flatMap((list: unknown): unknown[] => (Array.isArray(list) ? list : []));
	if (observables.length > 0) both.observables = observables;
	return both;
}
