import { simplify } from '../../../shared/answers';
import { caseReportTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_REPORT_TEMPLATE } from './reportTemplateFields';

export const getReportTemplate: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get case report template',
		description: 'Get one report template; with its definition where Simplify is off',
		routing: {
			request: { method: 'GET', url: '/caseReportTemplate/{caseReportTemplateId}' },
			output: { postReceive: [simplify(SIMPLE_REPORT_TEMPLATE)] },
		},
	},
	fields: [caseReportTemplateLocator, simplifyField],
};
