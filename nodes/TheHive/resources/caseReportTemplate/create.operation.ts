import { additionalFields } from '../../../shared/fields/collections';
import { requiredTitleField } from '../../../shared/fields/record';
import { jsonObjectField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { commonReportTemplateFields, reportDefinitionWords } from './reportTemplateFields';

export const createReportTemplate: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create case report template',
		description: 'Create a template that case reports are written by',
		routing: { request: { method: 'POST', url: '/caseReportTemplate' } },
	},
	fields: [
		requiredTitleField,
		jsonObjectField('definition', { ...reportDefinitionWords, name: 'reportTemplateDefinition', required: true }),
		additionalFields('reportTemplateCreateFields', commonReportTemplateFields),
	],
};
