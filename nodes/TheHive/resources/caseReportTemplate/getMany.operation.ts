import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_REPORT_TEMPLATE } from './reportTemplateFields';

export const getManyReportTemplates: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many case report templates',
		description: 'Search the templates that case reports are written by',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-case-report-templates' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listCaseReportTemplate' }], 'caseReportTemplate')] },
			output: { postReceive: [simplify(SIMPLE_REPORT_TEMPLATE)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
