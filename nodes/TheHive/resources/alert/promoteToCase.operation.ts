import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsJsonField, customFieldsMapper } from '../../../shared/fields/customFields';
import {
	assigneeField,
	caseTemplateField,
	dateField,
	descriptionField,
	flagField,
	papField,
	severityField,
	statusField,
	summaryField,
	tagsField,
	titleField,
	tlpField,
} from '../../../shared/fields/record';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { observableRuleField, taskRuleField } from '../case/caseFields';
import { caseContentFields } from '../case/creationFields';

export const promoteAlertToCase: Operation = {
	option: {
		name: 'Promote to Case',
		value: 'promoteToCase',
		action: 'Promote alert to case',
		description: 'Make a case of an alert; an alert that has a case already gives that case',
		routing: { request: { method: 'POST', url: '/alert/{alertId}/case' } },
	},
	fields: [
		alertLocator,
		additionalFields('promoteFields', [
			assigneeField,
			...caseContentFields,
			caseTemplateField,
			customFieldsJsonField,
			descriptionField,
			dateField('endDate', { displayName: 'End Date', description: 'When it ended' }),
			flagField,
			observableRuleField,
			papField,
			severityField,
			dateField('startDate', { displayName: 'Start Date', description: 'When it began; the date of the alert if empty' }),
			statusField,
			summaryField,
			tagsField,
			taskRuleField,
			titleField,
			tlpField,
		]),
		customFieldsMapper,
	],
};
