import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { requestError } from '../../../shared/errors';
import { fieldError, fitting } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { caseTemplateField, requiredDescriptionField, requiredTitleField, tagsField } from '../../../shared/fields/record';
import { customFieldDefinitions, typeOfFieldFor } from '../../../shared/filter/typeOfField';
import { typedValue } from '../../../shared/filter/fieldTypes';
import type { FilterValue } from '../../../shared/filter/conditions';
import { findOrCreate } from '../../../shared/findOrCreate';
import type { Operation } from '../../../shared/operation';
import { theHiveDone, theHiveObject, theHiveQuery } from '../../../shared/request';
import { isOn } from '../../../shared/toggles';
import { isEmpty, isObject } from '../../../shared/values';
import { commonCaseFields } from './caseFields';

const shownFor = (...findBy: string[]): INodeProperties['displayOptions'] => ({ show: { findBy } });

const onlyOpenProperty: INodeProperties = {
	displayName: 'Only Open Cases',
	name: 'onlyOpen',
	type: 'boolean',
	default: true,
	description: 'Whether closed cases are left out, so that a new one is created after the last one was closed',
};

const keyFields: INodeProperties[] = [
	{
		displayName: 'Find By',
		name: 'findBy',
		type: 'options',
		options: [
			{ name: 'Custom Field', value: 'customField', description: 'The case in which a custom field has a value' },
			{ name: 'Tag', value: 'tag', description: 'The case that has a tag' },
			{ name: 'Title', value: 'title', description: 'The case with exactly the title below' },
		],
		default: 'customField',
		description: 'What makes it the same case. A new case gets the same.',
	},
	{
		displayName: 'Custom Field Name',
		name: 'keyField',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. business-unit',
		displayOptions: shownFor('customField'),
		description: 'The custom field by its name in TheHive, not its label',
	},
	{
		displayName: 'Value',
		name: 'keyValue',
		type: 'string',
		default: '',
		required: true,
		displayOptions: shownFor('customField', 'tag'),
		description: 'The value that the custom field has, or the tag',
	},
	onlyOpenProperty,
];

const bodyFields = [
	requiredTitleField,
	requiredDescriptionField,
	additionalFields('caseFindOrCreateFields', [...commonCaseFields, caseTemplateField, tagsField]),
	customFieldsMapper,
];

/** What makes it the same case. */
interface Key {
	filter: IDataObject;
	name: string;
	/** What a new case gets. */
	mark: (body: IDataObject) => IDataObject;
	/** Whether a case as TheHive gives it meets the filter. */
	isOf: (record: IDataObject) => boolean;
}

function listIn(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

async function customFieldKey(context: IExecuteFunctions, value: unknown, itemIndex: number): Promise<Key> {
	const name = String(context.getNodeParameter('keyField', itemIndex, '')).trim();
	const refuse = (problem: string) => fieldError(context.getNode(), itemIndex, 'Custom Field Name', problem);
	if (name === '') throw refuse('is empty');
	const isKnown = async (fresh: boolean) => (await customFieldDefinitions(context, fresh)).some((field) => field.name === name);
	if (!(await isKnown(false)) && !(await isKnown(true))) {
		throw refuse(`is '${name}', which no custom field of this TheHive has. A field by that name would never be found again`);
	}
	const field = `customFields.${name}`;
	const type = (await typeOfFieldFor(context, 'case', { field }))(field);
	const typed = fitting((): FilterValue => typedValue(value, type));
	if (!typed.ok) throw fieldError(context.getNode(), itemIndex, 'Value', typed.problem);
	return {
		name: `with ${name} = ${JSON.stringify(typed.value)}`,
		filter: { _eq: { _field: field, _value: typed.value } },
		mark: (body) => ({ ...body, customFields: { ...(isObject(body.customFields) ? body.customFields : {}), [name]: typed.value } }),
		isOf: ({ customFields }) => listIn(customFields).some((entry) => isObject(entry) && entry.name === name && entry.value === typed.value),
	};
}

/** What can make it the same case: of any object the text would be the same, and different items would become one case. */
function plainText(context: IExecuteFunctions, field: string, value: unknown, itemIndex: number): string {
	if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
	const advice = 'Nothing was sent to TheHive. Let the expression give the one value that tells the case from others, such as an ID.';
	throw fieldError(context.getNode(), itemIndex, field, `needs text or a number, not ${JSON.stringify(value) ?? String(value)}`, advice);
}

function titleKey(title: unknown): Key {
	return {
		name: `'${String(title)}'`,
		filter: { _eq: { _field: 'title', _value: title } },
		mark: (body) => body,
		isOf: (record) => record.title === title,
	};
}

function tagKey(tag: string): Key {
	return {
		name: `with tag '${tag}'`,
		filter: { _eq: { _field: 'tags', _value: tag } },
		mark: (body) => ({ ...body, tags: [...new Set([...listIn(body.tags), tag])] }),
		isOf: ({ tags }) => listIn(tags).includes(tag),
	};
}

async function keyOf(context: IExecuteFunctions, body: IDataObject, itemIndex: number): Promise<Key> {
	const findBy = context.getNodeParameter('findBy', itemIndex, 'customField');
	if (findBy === 'title') {
		plainText(context, 'Title', context.getNodeParameter('title', itemIndex), itemIndex);
		return titleKey(body.title);
	}
	const value: unknown = context.getNodeParameter('keyValue', itemIndex, '');
	if (isEmpty(value)) throw fieldError(context.getNode(), itemIndex, 'Value', 'is empty');
	return findBy === 'tag' ? tagKey(plainText(context, 'Value', value, itemIndex).trim()) : await customFieldKey(context, value, itemIndex);
}

/** The case as it is now, past the index; nothing when it is gone. */
async function caseOfId(context: IExecuteFunctions, id: string, itemIndex: number): Promise<IDataObject | undefined> {
	const path = `/case/${encodeURIComponent(id)}`;
	try {
		return await theHiveObject(context, { method: 'GET', path, itemIndex });
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, { method: 'GET', path, itemIndex });
		if (error instanceof NodeApiError && error.httpCode === '404') return undefined;
		throw error;
	}
}

export const findOrCreateCase: Operation = {
	option: {
		name: 'Find or Create',
		value: 'findOrCreate',
		action: 'Find or create case',
		description: 'Find the oldest case with a custom field, tag or title, or create it; the result says in "created" which it was',
	},
	fields: [...keyFields, ...bodyFields],
	alsoCalls: ['POST /query', 'GET /customField', 'GET /case/{idOrName}', 'POST /case', 'DELETE /case/{idOrName}'],
	async execute() {
		return await eachItem(this, async (itemIndex) => {
			const body = bodyOf(this, bodyFields, itemIndex);
			const key = await keyOf(this, body, itemIndex);
			const onlyOpen = isOn(this, onlyOpenProperty, itemIndex);
			const filter = onlyOpen ? { _and: [key.filter, { _ne: { _field: 'stage', _value: 'Closed' } }] } : key.filter;
			const { record, created } = await findOrCreate(this, {
				name: `case ${key.name}`,
				itemIndex,
				find: async () =>
					await theHiveQuery(
						this,
						[
							{ _name: 'listCase' },
							{ _name: 'filter', ...filter },
							{ _name: 'sort', _fields: [{ number: 'asc' }] },
							{ _name: 'page', from: 0, to: 2 },
						],
						'find-case',
						{ itemIndex },
					),
				read: async (id) => {
					const record = await caseOfId(this, id, itemIndex);
					return record && key.isOf(record) && !(onlyOpen && record.stage === 'Closed') ? record : undefined;
				},
				create: async () => await theHiveObject(this, { method: 'POST', path: '/case', body: key.mark(body), itemIndex }),
				remove: async ({ _id }) => await theHiveDone(this, { method: 'DELETE', path: `/case/${encodeURIComponent(String(_id))}`, itemIndex }),
			});
			return [{ json: { ...record, created } }];
		});
	},
};
