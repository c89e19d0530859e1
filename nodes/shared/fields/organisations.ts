import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../body';
import { UnfitValue } from '../fieldError';
import { listOf } from '../values';

/** Organisations that a record is shared with, or not any more (`InputCreateShare`, `InputRemoveShares`). */
export const organisationsField: INodeProperties = bodyField(
	'organisations',
	{
		displayName: 'Organisations',
		name: 'organisations',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. client-a,client-b',
		description: 'Comma-separated organisations, by name or ID, or a list from an expression',
	},
	(value) => {
		const organisations = listOf(128)(value);
		if (Array.isArray(organisations) && organisations.length === 0) throw new UnfitValue('is empty');
		return organisations;
	},
);
