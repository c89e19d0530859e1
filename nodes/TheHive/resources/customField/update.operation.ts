import { sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { choiceField, textField } from '../../../shared/fields/typed';
import { customFieldLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { commonCustomFieldFields, CUSTOM_FIELD_TYPES, customFieldWords } from './customFieldFields';

export const updateCustomField: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update custom field',
		description: 'Change the definition of a custom field',
		routing: {
			request: { method: 'PATCH', url: '/customField/{customFieldId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBackByQuery('getCustomField', 'customFieldId')] },
		},
	},
	fields: [
		customFieldLocator,
		updateFields('customFieldUpdateFields', [
			...commonCustomFieldFields,
			textField('description', LONG_TEXT, customFieldWords.description),
			textField('group', 64, customFieldWords.group),
			choiceField('type', CUSTOM_FIELD_TYPES, customFieldWords.type, 'string'),
		]),
	],
	alsoCalls: ['POST /query'],
};
