import { attributeError, badRequest, invalidFormat } from '../errors.mts';
import { isList } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { CustomFieldsInput } from '../input/shapes.mts';
import type { CustomField, CustomFieldValue } from '../store/rows.mts';
import type { Store } from '../store/store.mts';

/** Whether a value fits a custom field's type [D]. Dates are ms. */
export function fitsType(type: string, value: Json): boolean {
	switch (type) {
		case 'integer':
		case 'date':
			return Number.isInteger(value);
		case 'float':
			return typeof value === 'number';
		case 'boolean':
			return typeof value === 'boolean';
		case 'url':
			return typeof value === 'string' && URL.canParse(value);
		default:
			return typeof value === 'string';
	}
}

function valueOf(
	store: Store,
	current: readonly CustomFieldValue[],
	field: CustomField,
	value: Json,
	order: number,
): CustomFieldValue {
	if (value !== null && !fitsType(field.type, value)) {
		throw attributeError(invalidFormat(`customFields.${field.name}`, field.type, value));
	}
	if (value !== null && field.options.length > 0 && !field.options.includes(value)) {
		throw badRequest(`Value ${JSON.stringify(value)} is not an option of custom field ${field.name}`);
	}
	const known = current.find((other) => other.name === field.name && other.value === value);
	return { _id: known?._id ?? store.nextId(), name: field.name, type: field.type, value, order };
}

/**
 * Custom field values after a request. An object sets the fields it names and leaves the others; a list replaces all
 * (5.7.1). Unknown names are ignored [L].
 * @throws AttributeCheckingError (400) for a value of another type; a list inside the object form is one
 */
export function applyCustomFields(
	store: Store,
	current: readonly CustomFieldValue[],
	input: CustomFieldsInput | undefined,
): readonly CustomFieldValue[] {
	if (input === undefined) return current;
	const fields = store.table('customField');
	if (isEntries(input)) {
		const values = input.flatMap(({ name, value, order }, index) => {
			const field = fields.firstBy('name', name);
			return field === undefined ? [] : [valueOf(store, current, field, value, order ?? index)];
		});
		return distinctValues(values);
	}
	let values = [...current];
	for (const [name, value] of Object.entries(input)) {
		const field = fields.firstBy('name', name);
		if (field === undefined || value === undefined) continue;
		if (isList(value)) throw attributeError(invalidFormat(`customFields.${name}`, field.type, value));
		const order = values.find((known) => known.name === name)?.order ?? values.length;
		values = values.filter((known) => known.name !== name);
		if (value !== null) values.push(valueOf(store, current, field, value, order));
	}
	return values.toSorted((a, b) => a.order - b.order);
}

/** Equal values of one field, once. */
export function distinctValues(values: readonly CustomFieldValue[]): CustomFieldValue[] {
	const keyed = values.map((value): [string, CustomFieldValue] => [JSON.stringify([value.name, value.value]), value]);
	return [...new Map(keyed.toReversed()).values()].toReversed();
}

function isEntries(input: CustomFieldsInput): input is Exclude<CustomFieldsInput, JsonObject> {
	return Array.isArray(input);
}

/** What an audit tells of changed custom fields (5.5.9). */
export function customFieldChanges(
	before: readonly CustomFieldValue[],
	after: readonly CustomFieldValue[],
): JsonObject[] {
	const names = [...new Set([...before, ...after].map(({ name }) => name))];
	return names.flatMap((name) => {
		const old = before.filter((value) => value.name === name).map(({ value }) => value);
		const now = after.filter((value) => value.name === name).map(({ value }) => value);
		const added = now.filter((value) => !old.includes(value));
		const removed = old.filter((value) => !now.includes(value));
		return [
			...(removed.length > 0 ? [{ operation: 'valuesRemoved', name, values: removed }] : []),
			...(added.length > 0 ? [{ operation: 'valuesAdded', name, values: added }] : []),
		];
	});
}

/** @throws BadRequest (400) when a mandatory custom field has no value: such a case cannot be closed */
export function requireMandatoryFields(store: Store, values: readonly CustomFieldValue[]): void {
	const missing = values.filter(({ name, value }) => {
		const field = store.table('customField').firstBy('name', name);
		return value === null && field?.mandatory === true;
	});
	if (missing.length > 0) {
		throw badRequest(`Mandatory custom fields have no value: ${missing.map(({ name }) => name).join(', ')}`);
	}
}
