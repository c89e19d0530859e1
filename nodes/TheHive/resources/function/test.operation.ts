import type { IExecuteSingleFunctions, PreSendAction } from 'n8n-workflow';
import { additionalFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';
import { configField, dryRunField, functionInputField, functionNameWords, inputOf, requiredDefinitionField } from './functionFields';

const addInput: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const input = inputOf(this);
	if (input !== undefined) options.body = { ...(isObject(options.body) ? options.body : {}), input };
	return options;
};

export const testFunction: Operation = {
	option: {
		name: 'Test',
		value: 'test',
		action: 'Test function',
		description: 'Run the definition of a function without storing it',
		routing: {
			request: { method: 'POST', url: '/function/_test' },
			send: { preSend: [addInput] },
		},
	},
	fields: [
		requiredDefinitionField,
		functionInputField,
		dryRunField,
		additionalFields('functionTestFields', [configField, textField('name', 128, functionNameWords)]),
	],
};
