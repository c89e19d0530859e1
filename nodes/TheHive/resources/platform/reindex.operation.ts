import { succeeded } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const reindex: Operation = {
	option: {
		name: 'Reindex',
		value: 'reindex',
		action: 'Reindex records',
		description: 'Write all records of an index into the search index again, which takes a while',
		routing: {
			request: { method: 'POST', url: '/admin/index/{indexName}/reindex' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [
		{
			displayName: 'Index Name',
			name: 'indexName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Alert',
			description: "Name of the index, as 'Get Index Status' lists it",
		},
	],
};
