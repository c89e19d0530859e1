import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { converted } from '../../../shared/body';
import { additionalFields } from '../../../shared/fields/collections';
import type { QueryStart } from '../../../shared/query/listQuery';
import type { Converter } from '../../../shared/values';
import { asBoolean, asEpochMs, isObject, listOf } from '../../../shared/values';

const ACTIONS = [
	{ name: 'Create', value: 'create' },
	{ name: 'Delete', value: 'delete' },
	{ name: 'Invoke', value: 'invoke' },
	{ name: 'Merge', value: 'merge' },
	{ name: 'Update', value: 'update' },
];

/** What a choice of the form asks of an audit. */
interface AuditFilter {
	property: INodeProperties;
	convert: Converter;
	condition: (value: IDataObject[string]) => IDataObject;
}

const anyOf = (field: string) => (values: IDataObject[string]): IDataObject => ({ _in: { _field: field, _values: values } });

const FILTERS: AuditFilter[] = [
	{
		property: { displayName: 'Actions', name: 'actions', type: 'multiOptions', options: ACTIONS, default: [], description: 'What was done' },
		convert: listOf(16),
		condition: anyOf('action'),
	},
	{
		property: { displayName: 'By User', name: 'users', type: 'string', default: '', placeholder: 'e.g. analyst@example.org', description: 'Logins of those who did it, comma-separated' },
		convert: listOf(128),
		condition: anyOf('_createdBy'),
	},
	{
		property: { displayName: 'From', name: 'from', type: 'dateTime', default: '', description: 'First moment that counts' },
		convert: asEpochMs,
		condition: (value) => ({ _gte: { _field: '_createdAt', _value: value } }),
	},
	{
		property: { displayName: 'In Case or Alert ID', name: 'rootIds', type: 'string', default: '', placeholder: 'e.g. ~4104', description: 'Cases or alerts that hold the changed record, comma-separated' },
		convert: listOf(64),
		condition: anyOf('rootId'),
	},
	{
		property: { displayName: 'Main Actions Only', name: 'mainOnly', type: 'boolean', default: true, description: 'Whether to leave out what TheHive changed in consequence' },
		convert: asBoolean,
		condition: (value) => ({ _eq: { _field: 'mainAction', _value: value } }),
	},
	{
		property: { displayName: 'Object IDs', name: 'objectIds', type: 'string', default: '', placeholder: 'e.g. ~4104,~8208', description: 'Records that were changed, comma-separated' },
		convert: listOf(64),
		condition: anyOf('objectId'),
	},
	{
		property: { displayName: 'Object Types', name: 'objectTypes', type: 'string', default: '', placeholder: 'e.g. Case,Observable', description: 'Kinds of record that were changed, as TheHive writes them, comma-separated' },
		convert: listOf(64),
		condition: anyOf('objectType'),
	},
	{
		property: { displayName: 'To', name: 'to', type: 'dateTime', default: '', description: 'First moment that does not count any more' },
		convert: asEpochMs,
		condition: (value) => ({ _lt: { _field: '_createdAt', _value: value } }),
	},
];

/** What reviewers ask of audits; the filter builder takes everything else. */
export const auditFiltersField: INodeProperties = {
	...additionalFields('auditFilters', FILTERS.map(({ property }) => property)),
	displayName: 'Only',
	placeholder: 'Add Condition',
};

/** A value that leaves nothing to look for is refused: it would show everything. */
function isNothing(value: unknown): boolean {
	return value === undefined || (Array.isArray(value) && value.length === 0);
}

/**
 * Start of a query for audits, with the conditions of the form.
 * @throws NodeOperationError naming the condition that cannot be meant
 */
export const listAudits: QueryStart = (read, context, itemIndex) => {
	const chosen = read('auditFilters');
	const given = isObject(chosen) ? chosen : {};
	const conditions = FILTERS.flatMap(({ property, convert, condition }): IDataObject[] => {
		if (!(property.name in given)) return [];
		const value = converted(context.getNode(), itemIndex, { ...property, required: true }, (raw) => {
			const result = convert(raw);
			return isNothing(result) ? undefined : result;
		}, given[property.name]);
		// "main actions only: no" asks for nothing
		if (property.name === 'mainOnly' && value !== true) return [];
		return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value) ? [condition(value)] : [];
	});
	if (conditions.length === 0) return [{ _name: 'listAudit' }];
	return [{ _name: 'listAudit' }, { _name: 'filter', ...(conditions.length === 1 ? conditions[0] : { _and: conditions }) }];
};
