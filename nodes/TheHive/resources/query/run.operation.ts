import type { Operation } from '../../../shared/operation';
import { listOptions, returnAllAndLimit } from '../../../shared/query/listFields';
import { countAsItem, LABEL, runGivenQueries, sendGivenQuery } from './givenQuery';

export const runQuery: Operation = {
	option: {
		name: 'Run',
		value: 'run',
		action: 'Run query',
		description: 'Run a query in the language of TheHive, of any depth',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: LABEL } },
			send: { preSend: [sendGivenQuery] },
			output: { postReceive: [countAsItem] },
		},
	},
	fields: [
		{
			displayName: 'Query (JSON)',
			name: 'queryJson',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. [{ "_name": "getCase", "idOrName": "$case" }, { "_name": "tasks" }]',
			description: "The operations as a JSON array. If they do not page, count or aggregate by themselves, rows are read as far as 'Return All' and 'Limit' say.",
		},
		{
			displayName: 'Parameters (JSON)',
			name: 'queryParameters',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. { "case": "~4104" }',
			description: 'Values for the texts of the query that begin with $, by name. Whatever a value holds, it cannot change the query itself.',
		},
		...returnAllAndLimit,
		listOptions,
	],
	execute: runGivenQueries,
};
