import { additionalFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { commonFunctionFields, functionNameWords, requiredDefinitionField } from './functionFields';

export const createFunction: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create function',
		description: 'Store a function that TheHive runs itself',
		routing: { request: { method: 'POST', url: '/function' } },
	},
	fields: [
		textField('name', 128, { ...functionNameWords, name: 'newFunctionName', required: true }),
		requiredDefinitionField,
		additionalFields('functionCreateFields', commonFunctionFields),
	],
};
