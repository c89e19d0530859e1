import { additionalFields } from '../../../shared/fields/collections';
import { caseTemplateField, requiredDescriptionField, requiredTitleField, tagsField } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { commonCaseFields } from './caseFields';

export const createCase: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create case',
		description: 'Create a case, from a case template if one is given',
		routing: { request: { method: 'POST', url: '/case' } },
	},
	fields: [
		requiredTitleField,
		requiredDescriptionField,
		additionalFields('caseCreateFields', [...commonCaseFields, caseTemplateField, tagsField]),
	],
};
