import { readBack } from '../../../shared/answers';
import { sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { titleField } from '../../../shared/fields/record';
import { jsonObjectField } from '../../../shared/fields/typed';
import { caseReportTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonReportTemplateFields, reportDefinitionWords } from './reportTemplateFields';

export const updateReportTemplate: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update case report template',
		description: 'Change fields of a report template',
		routing: {
			request: { method: 'PATCH', url: '/caseReportTemplate/{caseReportTemplateId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/caseReportTemplate/{caseReportTemplateId}')] },
		},
	},
	fields: [
		caseReportTemplateLocator,
		updateFields('reportTemplateUpdateFields', [...commonReportTemplateFields, jsonObjectField('definition', reportDefinitionWords), titleField]),
	],
};
