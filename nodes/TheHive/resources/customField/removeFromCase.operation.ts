import { deleted } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const removeCustomFieldFromCase: Operation = {
	option: {
		name: 'Remove From Case',
		value: 'removeFromCase',
		action: 'Remove custom field from case',
		description: 'Remove a custom field with its value from the case that has it',
		routing: {
			request: { method: 'DELETE', url: '/case/customField/{customFieldValueId}' },
			output: { postReceive: [deleted('customFieldValueId')] },
		},
	},
	fields: [
		{
			displayName: 'Custom Field Value ID',
			name: 'customFieldValueId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ~12312',
			description: "The '_id' of the entry in the 'customFields' of the case, as Case Get gives it without Simplify",
		},
	],
};
