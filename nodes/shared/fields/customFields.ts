import type { INodeProperties } from 'n8n-workflow';
import { bodyField, joinedJsonField } from '../body';
import { UnfitValue } from '../fieldError';
import type { Converter } from '../values';
import { asEpochMs, asJson, isEmpty, isObject } from '../values';

/** What the resource mapper says of one column. */
function columnType(schema: unknown, name: string): string | undefined {
	const columns: unknown[] = Array.isArray(schema) ? schema : [];
	const column = columns.filter(isObject).find((candidate) => candidate.id === name);
	return typeof column?.type === 'string' ? column.type : undefined;
}

/**
 * Value of the custom field mapper → `{ name: value }`, the form in which TheHive changes only what is named.
 * Takes a plain object too (expressions, AI agents) and TheHive's own list of fields, as an earlier node gives it.
 */
export const asCustomFields: Converter = (input) => {
	const given = asJson(input);
	if (isEmpty(given)) return undefined;
	if (Array.isArray(given)) {
		return Object.fromEntries(
			given.map((entry: unknown) => {
				if (!isObject(entry) || typeof entry.name !== 'string') throw new UnfitValue('needs a name and a value for each custom field');
				return [entry.name, entry.value];
			}),
		);
	}
	if (!isObject(given)) throw new UnfitValue('needs an object of names and values');
	const mapper = 'mappingMode' in given;
	const values = mapper ? given.value : given;
	if (!isObject(values)) return undefined;
	const entries = Object.entries(values).filter(([, value]) => value !== undefined && (value !== null || !mapper) && value !== '');
	if (entries.length === 0) return undefined;
	return Object.fromEntries(
		entries.map(([name, value]) => [name, mapper && columnType(given.schema, name) === 'dateTime' ? asEpochMs(value) : value]),
	);
};

const customFieldsProperty: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'getCustomFieldColumns',
			mode: 'add',
			// n8n shows this in place of the display name
			valuesLabel: 'Custom Fields',
			fieldWords: { singular: 'custom field', plural: 'custom fields' },
			addAllFields: false,
			supportAutoMap: false,
			multiKeyMatch: false,
		},
	},
	description: 'Custom fields to set. Fields that are not mapped keep their value.',
};

/** The mapper, at the top of a form: n8n's editor shows none inside a collection. */
export const customFieldsMapper = bodyField('customFields', customFieldsProperty, asCustomFields);

/** Its twin for expressions and AI agents, among the optional fields; its values win over the mapper's. */
export const customFieldsJsonField = joinedJsonField(
	'customFields',
	{
		displayName: 'Custom Fields (JSON)',
		name: 'customFieldsJson',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. { "business-unit": "Finance" }',
		description: 'Custom fields by name as a JSON object, or the list that TheHive gives. Fields that are not named keep their value.',
	},
	asCustomFields,
);
