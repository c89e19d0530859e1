import type { INodeProperties } from 'n8n-workflow';

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};

export const returnAllAndLimit: INodeProperties[] = [returnAllField, limitField];

export const sortField: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Sort Field',
	default: {},
	options: [
		{
			displayName: 'Field',
			name: 'fields',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getFilterFields' },
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc' },
						{ name: 'Descending', value: 'desc' },
					],
					default: 'desc',
				},
			],
		},
	],
};

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simple',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Options of every Get Many. */
export const listOptions: INodeProperties = {
	displayName: 'Options',
	name: 'listOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Exclude Fields',
			name: 'excludeFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. description,customFields',
			description: 'Comma-separated fields the server leaves out of each result',
		},
		{
			displayName: 'Extra Data',
			name: 'extraData',
			type: 'string',
			default: '',
			placeholder: 'e.g. observableStats,taskStats',
			description: 'Comma-separated names of computed data to add to each result, under extraData',
		},
		{
			displayName: 'Include Fields',
			name: 'includeFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. _id,title',
			description: 'Comma-separated fields the server gives of each result (TheHive 5.8 and later). Wins over Exclude Fields and Simplify.',
		},
	],
};
