import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/values';
import type { EntityName } from './entities';
import { entityOf } from './entities';

/** A field that has another value than before. */
export interface FieldChange extends IDataObject {
	field: string;
	/** Absent where the value before is not known. */
	from?: Value;
	to: Value;
}

/** A field's value, short enough to be remembered; a long one stands as its length and fingerprint. */
export type Value = string | number | boolean | null | Value[] | IDataObject;

/** State of a record as far as changes count: field → value. Fields without a value are left out. */
export type Fields = Record<string, Value>;

/** What is remembered of a record. */
export interface Snapshot {
	/** Its `_updatedAt` (epoch ms), 0 when it was never changed. */
	stamp: number;
	/** Fingerprint of all its tracked fields. */
	print: string;
	/** Values of the tracked fields; after a restart only of those that options ask for. */
	fields: Fields;
	/** Whether `fields` holds all tracked fields that have a value. */
	complete: boolean;
}

const LONGEST_VALUE = 256;

/** cyrb53, a 53-bit hash: enough to tell states of one record apart. Nothing here is about security. */
export function fingerprint(text: string): string {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
	low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
	return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isScalar(value: unknown): value is string | number | boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A value as it is remembered. The order of tags and of keys means nothing. */
function remembered(value: unknown): Value {
	const text = JSON.stringify(Array.isArray(value) ? [...value].map(String).sort() : value) ?? 'null';
	if (text.length > LONGEST_VALUE) return `(${typeof value === 'string' ? value.length : text.length} characters, ${fingerprint(text)})`;
	if (isScalar(value)) return value;
	if (Array.isArray(value)) return value.map(String).sort();
	return isObject(value) ? value : null;
}

/** Custom fields of a record as name → value: rows have a list, audits a map beside it. */
function customFieldsOf(record: IDataObject): Array<[string, unknown]> {
	if (Array.isArray(record.customFields)) {
		const list: unknown[] = record.customFields;
		return list.filter(isObject).map(({ name, value }) => [String(name), value]);
	}
	return isObject(record.customFieldValues) ? Object.entries(record.customFieldValues) : [];
}

/** The tracked state of a record, from a row of a query or the object of an audit. */
export function fieldsOfRecord(entity: EntityName, record: IDataObject): Fields {
	const fields: Fields = {};
	for (const field of entityOf(entity).tracked) {
		if (field === 'customFields') {
			for (const [name, value] of customFieldsOf(record)) if (!isUnset(value)) fields[`customFields.${name}`] = remembered(value);
		} else if (!isUnset(record[field])) fields[field] = remembered(record[field]);
	}
	return fields;
}

function printOf(fields: Fields): string {
	return fingerprint(JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** What to remember of a record. */
export function snapshotOf(entity: EntityName, record: IDataObject, stamp: number): Snapshot {
	const fields = fieldsOfRecord(entity, record);
	return { stamp, print: printOf(fields), fields, complete: true };
}

function same(a: Value | undefined, b: Value | undefined): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** Fields that differ between two states of a record. */
export function changedFields(before: Snapshot, after: Snapshot): FieldChange[] {
	const names = new Set([...(before.complete ? Object.keys(before.fields) : []), ...Object.keys(after.fields)]);
	const changes: FieldChange[] = [];
	for (const field of [...names].sort()) {
		const known = before.complete || before.fields[field] !== undefined;
		if (known && !same(before.fields[field], after.fields[field])) {
			changes.push({ field, from: before.fields[field] ?? null, to: after.fields[field] ?? null });
		}
	}
	return changes;
}

/** The keys of an audit's `details` that tell of a change of the record itself, not of what hangs on it. */
export function changedKeys(entity: EntityName, details: IDataObject | undefined): string[] {
	if (!details) return [];
	const { tracked } = entityOf(entity);
	const keys = Object.keys(details).filter((key) => tracked.includes(key) && key !== 'customFields');
	const custom: unknown[] = Array.isArray(details.customFieldChanges) ? details.customFieldChanges : [];
	const names = custom.filter(isObject).map(({ name }) => `customFields.${String(name)}`);
	const values = [...customFieldsOf(details).map(([name]) => `customFields.${name}`), ...Object.keys(details).filter((key) => key.startsWith('customFields.'))];
	// rules of a case are no fields of its rows, and still changes a user made
	const unseen = Object.keys(details).filter((key) => ['taskRule', 'observableRule', 'access', 'attachment', 'attachments'].includes(key));
	return [...new Set([...keys, ...names, ...values, ...unseen])].sort();
}

/**
 * What changed, told by an audit's details, by the state remembered, or both.
 * @param before state remembered from earlier, if any
 * @param details of the audit, if the event stream brought one
 * @returns nothing when neither source can tell; an empty list when nothing that counts has changed
 */
export function changesBetween(
	entity: EntityName,
	before: Snapshot | undefined,
	after: Snapshot,
	details: IDataObject | undefined,
): FieldChange[] | undefined {
	const found = before ? changedFields(before, after) : [];
	const seen = new Set(found.map(({ field }) => field));
	for (const field of changedKeys(entity, details)) {
		if (seen.has(field)) continue;
		const to = after.fields[field] ?? (details && !isUnset(details[field]) ? remembered(details[field]) : null);
		const from = before?.fields[field];
		// told with every change of the status, also where it stays as it was
		if (field === 'stage' && from !== undefined && same(from, to)) continue;
		const known = before?.complete === true && !same(from, to);
		found.push({ field, ...(known ? { from: from ?? null } : {}), to });
	}
	if (found.length > 0) return found;
	const told = before !== undefined && (before.complete || before.print === after.print);
	return told || details !== undefined ? [] : undefined;
}
