import type { INodeProperties } from 'n8n-workflow';
import { jsonArrayField, switchField, textField } from '../../../shared/fields/typed';

export const CUSTOM_FIELD_TYPES = [
	{ name: 'Boolean', value: 'boolean' },
	{ name: 'Date', value: 'date' },
	{ name: 'Float', value: 'float' },
	{ name: 'Integer', value: 'integer' },
	{ name: 'String', value: 'string' },
	{ name: 'URL', value: 'url' },
];

export const customFieldWords = {
	description: { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the field is for' },
	group: { displayName: 'Group', placeholder: 'e.g. Business', description: 'Heading under which TheHive lists the field' },
	type: { displayName: 'Type', description: 'Kind of value the field holds' },
};

/** Optional fields that Create and Update share. */
export const commonCustomFieldFields: INodeProperties[] = [
	textField('displayName', 64, { displayName: 'Display Name', placeholder: 'e.g. Business Unit', description: 'Name that TheHive shows' }),
	switchField('mandatory', { displayName: 'Mandatory', description: 'Whether cases can only be closed once it has a value' }),
	jsonArrayField('options', { displayName: 'Options (JSON)', placeholder: 'e.g. ["low", "high"]', description: 'The only values the field may have, as a JSON array; empty list for any value' }),
];

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_CUSTOM_FIELD = ['_id', 'name', 'displayName', 'group', 'type', 'mandatory', 'options', 'description', '_createdAt'] as const;
