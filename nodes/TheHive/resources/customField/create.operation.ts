import { additionalFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { choiceField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { commonCustomFieldFields, CUSTOM_FIELD_TYPES, customFieldWords } from './customFieldFields';

export const createCustomField: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create custom field',
		description: 'Define a custom field for the alerts and cases of all organisations',
		routing: { request: { method: 'POST', url: '/customField' } },
	},
	fields: [
		textField('name', 64, { displayName: 'Name', name: 'customFieldName', required: true, placeholder: 'e.g. business-unit', description: 'Name in filters and in the API; cannot be changed later' }),
		textField('group', 64, { ...customFieldWords.group, name: 'customFieldGroup', required: true }),
		choiceField('type', CUSTOM_FIELD_TYPES, { ...customFieldWords.type, name: 'customFieldType', required: true }, 'string'),
		textField('description', LONG_TEXT, { ...customFieldWords.description, name: 'customFieldDescription', required: true }),
		additionalFields('customFieldCreateFields', commonCustomFieldFields),
	],
};
