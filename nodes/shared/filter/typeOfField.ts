import type { IDataObject } from 'n8n-workflow';
import type { TheHiveContext } from '../request';
import { CREDENTIAL, theHiveList } from '../request';
import type { TypeOfField } from './buildFilter';
import type { FieldType, SearchableEntity } from './fieldTypes';
import { fieldsOf } from './fieldTypes';

const PREFIX = 'customFields.';
const CACHE_MS = 300_000;

/** TheHive's custom field types as filter types. */
const CUSTOM_FIELD_TYPES: Record<string, FieldType> = {
	string: 'text',
	url: 'text',
	integer: 'number',
	float: 'number',
	boolean: 'boolean',
	date: 'date',
};

const definitions = new Map<string, { until: number; fields: Promise<IDataObject[]> }>();

/**
 * The custom fields of the instance (`GET /customField`), kept for five minutes.
 * @param fresh whether they are read anew
 * @throws NodeApiError in TheHive's words; a failed read is not kept
 */
export async function customFieldDefinitions(context: TheHiveContext, fresh = false): Promise<IDataObject[]> {
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	const known = definitions.get(url);
	if (known && known.until > Date.now() && !fresh) return await known.fields;
	const fields = theHiveList(context, { method: 'GET', path: '/customField' });
	definitions.set(url, { until: Date.now() + CACHE_MS, fields });
	fields.catch(() => definitions.delete(url));
	return await fields;
}

/** Whether any part of the filter form names a custom field. */
function namesCustomField(filters: unknown): boolean {
	return JSON.stringify(filters ?? null).includes(`"${PREFIX}`);
}

/**
 * Types of the fields that a filter on that kind of record may name; asks TheHive only when a custom field is named.
 * @param filters value of the filter form
 */
export async function typeOfFieldFor(context: TheHiveContext, entity: SearchableEntity, filters: unknown): Promise<TypeOfField> {
	const types = fieldsOf(entity);
	const custom = namesCustomField(filters) ? await customFieldDefinitions(context) : [];
	return (field) => {
		if (!field.startsWith(PREFIX)) return types[field];
		const name = field.slice(PREFIX.length).replace(/\.value$/, '');
		const definition = custom.find((candidate) => candidate.name === name);
		return CUSTOM_FIELD_TYPES[String(definition?.type)];
	};
}
