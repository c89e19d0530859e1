import type { IDataObject } from 'n8n-workflow';
import { fitting } from '../fieldError';
import { Kept } from '../kept';
import type { TheHiveContext } from '../request';
import { CREDENTIAL, theHiveList } from '../request';
import { asJson } from '../values';
import type { TypeOfField } from './buildFilter';
import { describedFields } from './describedFields';
import type { FieldType, SearchableEntity } from './fieldTypes';
import { knownTypeOf } from './fieldTypes';

const PREFIX = 'customFields.';

/** TheHive's custom field types as filter types. */
const CUSTOM_FIELD_TYPES: Record<string, FieldType> = {
	string: 'text',
	url: 'text',
	integer: 'number',
	float: 'number',
	boolean: 'boolean',
	date: 'date',
};

const definitions = new Kept<IDataObject[]>();

/**
 * The custom fields of the instance (`GET /customField`), kept for five minutes.
 * @param fresh whether they are read anew
 * @throws NodeApiError in TheHive's words; a failed read is not kept
 */
export async function customFieldDefinitions(context: TheHiveContext, fresh = false): Promise<IDataObject[]> {
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	return await definitions.get(url, async () => await theHiveList(context, { method: 'GET', path: '/customField' }), fresh);
}

/** All fields that any part of the filter form names; JSON text is read as the form reads it. */
function fieldsIn(form: unknown): string[] {
	if (typeof form === 'string') {
		const parsed = fitting(() => asJson(form));
		return parsed.ok && typeof parsed.value === 'object' ? fieldsIn(parsed.value) : [];
	}
	if (typeof form !== 'object' || form === null) return [];
	if ('field' in form) return typeof form.field === 'string' ? [form.field.trim()] : [];
	const parts: unknown[] = Object.values(form);
	return parts.flatMap(fieldsIn);
}

/**
 * Types of the fields that a filter on that kind of record may name. TheHive is asked only for custom fields, and for
 * fields that are not built in, such as those of a later version.
 * @param filters value of the filter form
 */
export async function typeOfFieldFor(context: TheHiveContext, entity: SearchableEntity, filters: unknown): Promise<TypeOfField> {
	const unknown = fieldsIn(filters).filter((field) => field !== '' && knownTypeOf(entity, field) === undefined);
	const custom = unknown.some((field) => field.startsWith(PREFIX)) ? await customFieldDefinitions(context) : [];
	const described = unknown.some((field) => !field.startsWith(PREFIX)) ? await describedFields(context, entity) : [];
	return (field) => {
		if (!field.startsWith(PREFIX)) return knownTypeOf(entity, field) ?? described.find(({ name }) => name === field)?.type;
		const name = field.slice(PREFIX.length).replace(/\.value$/, '');
		const definition = custom.find((candidate) => candidate.name === name);
		return CUSTOM_FIELD_TYPES[String(definition?.type)];
	};
}
