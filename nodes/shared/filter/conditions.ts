import type { IDataObject } from 'n8n-workflow';

/**
 * TheHive's filters as functions, for code that reads like the question it asks:
 *
 *     and(ne('stage', 'Closed'), or(gte('severity', 3), eq('tags', 'ransomware')), not(has('assignee')))
 *
 * Each gives the JSON of one operator (OpenAPI `POST /query`). A query takes it by `where(…)`, the node's form under
 * "Filter (JSON)". The form itself, its presets and the node's own look-ups are made of these functions.
 */

/** A filter: an object with exactly one operator, or TheHive refuses it. */
export type Condition = IDataObject;

export type DateUnit = (typeof DATE_UNITS)[number];

export const DATE_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;

/** A date that the server reckons from the moment it runs the query (OpenAPI: filter documentation of `POST /query`). */
export interface RelativeDate extends IDataObject {
	amount: number;
	unit: string;
	look: 'behind' | 'ahead';
	modifier?: 'startOfDay' | 'endOfDay';
	/** IANA name such as `Europe/Berlin`; the server's when absent. */
	timezone?: string;
}

/** What a field is compared with: dates are epoch milliseconds or relative, severity, TLP and PAP their numbers. */
export type FilterValue = string | number | boolean | RelativeDate;

/** What a relative date may say besides its distance. */
type DateDetails = Partial<Pick<RelativeDate, 'modifier' | 'timezone'>>;

/** So long before now; `ago(0, 'days', { modifier: 'startOfDay' })` is the beginning of today. */
export function ago(amount: number, unit: DateUnit, details: DateDetails = {}): RelativeDate {
	return { amount, unit, look: 'behind', ...details };
}

/** So long after now. */
export function ahead(amount: number, unit: DateUnit, details: DateDetails = {}): RelativeDate {
	return { amount, unit, look: 'ahead', ...details };
}

export const now: RelativeDate = ago(0, 'minutes');

const comparing =
	(operator: string) =>
	(field: string, value: FilterValue): Condition => ({ [operator]: { _field: field, _value: value } });

/** The field has exactly this value, upper and lower case included; of a list, one entry has it. */
export const eq = comparing('_eq');

/** The field has another value or none; of a list, no entry has it. */
export const ne = comparing('_ne');

export const lt = comparing('_lt');
export const lte = comparing('_lte');
export const gt = comparing('_gt');
export const gte = comparing('_gte');

/** At or after `from` and before `to`: `to` itself does not count. */
export function between(field: string, from: FilterValue, to: FilterValue): Condition {
	return { _between: { _field: field, _from: from, _to: to } };
}

/** The field has one of the values; of a list, one entry has one of them. */
export function isIn(field: string, values: readonly FilterValue[]): Condition {
	return { _in: { _field: field, _values: [...values] } };
}

/** The text contains the part: case counts inside a word, whole words match in any case. A `*` is no wildcard. */
export const like = comparing('_like');

/** The text contains all these words, in any case and order. */
export const match = comparing('_match');

export const startsWith = comparing('_startsWith');
export const endsWith = comparing('_endsWith');

/** The field has a value. */
export function has(field: string): Condition {
	return { _has: field };
}

/** The record with that id, which begins with `~`. */
export function hasId(id: string): Condition {
	return { _id: id };
}

/** Every record. */
export const anything: Condition = { _any: '' };

/** All of them are met. One alone needs no `_and`. */
export function and(first: Condition, ...others: Condition[]): Condition {
	return others.length === 0 ? first : { _and: [first, ...others] };
}

/** One of them is met at least. */
export function or(first: Condition, ...others: Condition[]): Condition {
	return others.length === 0 ? first : { _or: [first, ...others] };
}

export function not(condition: Condition): Condition {
	return { _not: condition };
}

/** Conditions of a list that may be empty: then there is nothing to meet, and no filter. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
	const [first, ...others] = conditions;
	return first && and(first, ...others);
}

/** As `allOf`, one of them being enough. */
export function anyOf(conditions: readonly Condition[]): Condition | undefined {
	const [first, ...others] = conditions;
	return first && or(first, ...others);
}

/** The operation of a query that keeps the records which meet the condition; none where there is no condition. */
export function where(condition: Condition | undefined): IDataObject[] {
	return condition ? [{ _name: 'filter', ...condition }] : [];
}
