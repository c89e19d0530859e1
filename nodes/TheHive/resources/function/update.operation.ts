import { readBack } from '../../../shared/answers';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { textField } from '../../../shared/fields/typed';
import { functionLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonFunctionFields, definitionProperty } from './functionFields';

export const updateFunction: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update function',
		description: 'Change a stored function, for instance to the version in a repository',
		routing: {
			request: { method: 'PATCH', url: '/function/{functionId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/function/{functionId}')] },
		},
	},
	fields: [
		functionLocator,
		updateFields('functionUpdateFields', [
			...commonFunctionFields,
			clearFieldsField({ Description: 'description' }),
			textField('definition', LONG_TEXT, { ...definitionProperty, name: 'definition' }),
		]),
	],
};
