import type { Operation } from '../../../shared/operation';
import { additionalFields } from '../../../shared/fields/collections';
import { observablesField } from '../../../shared/fields/observables';
import { caseTemplateField, flagField, requiredDescriptionField, requiredTitleField, tagsField } from '../../../shared/fields/record';
import { alertKeyFields, commonAlertFields } from './alertFields';

export const createAlert: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create alert',
		description: 'Create an alert, with its observables if there are any',
		routing: { request: { method: 'POST', url: '/alert' } },
	},
	fields: [
		requiredTitleField,
		requiredDescriptionField,
		...alertKeyFields,
		additionalFields('alertCreateFields', [...commonAlertFields, caseTemplateField, flagField, observablesField, tagsField]),
	],
};
