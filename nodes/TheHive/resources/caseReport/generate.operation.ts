import { bodyField } from '../../../shared/body';
import { caseLocator, caseReportTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asId } from '../../../shared/path';
import { asText } from '../../../shared/values';
import { reportFormatProperty } from './reportFields';

export const generateCaseReport: Operation = {
	option: {
		name: 'Generate',
		value: 'generate',
		action: 'Generate case report',
		description: 'Write a report on a case by a report template and keep it with the case',
		routing: { request: { method: 'POST', url: '/case/{caseId}/report' } },
	},
	fields: [
		caseLocator,
		bodyField('caseReportTemplateId', caseReportTemplateLocator, asId),
		bodyField('format', reportFormatProperty, asText),
	],
};
