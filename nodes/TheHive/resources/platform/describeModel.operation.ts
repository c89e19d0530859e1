import type { Operation } from '../../../shared/operation';

export const describeModel: Operation = {
	option: {
		name: 'Describe Model',
		value: 'describeModel',
		action: 'Describe model',
		description: 'List the fields of one kind of record, with their types and values',
		routing: { request: { method: 'GET', url: '/describe/{model}' } },
	},
	fields: [
		{
			displayName: 'Model',
			name: 'model',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. case',
			description: 'Kind of record: alert, case, task, observable, audit, user and so on',
		},
	],
};
