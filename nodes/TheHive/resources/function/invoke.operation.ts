import { functionNameLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { dryRunField, functionInputField, sendInput } from './functionFields';

export const invokeFunction: Operation = {
	option: {
		name: 'Invoke',
		value: 'invoke',
		action: 'Invoke function',
		description: 'Run a function with a JSON input and give what it returns',
		routing: {
			request: { method: 'POST', url: '/function/{functionName}' },
			send: { preSend: [sendInput] },
		},
	},
	fields: [functionNameLocator, functionInputField, dryRunField],
};
