import { simplify } from '../../../shared/answers';
import { caseTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_CASE_TEMPLATE } from './caseTemplateFields';

export const getCaseTemplate: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get case template',
		description: 'Get one case template with its tasks',
		routing: {
			request: { method: 'GET', url: '/caseTemplate/{caseTemplateId}' },
			output: { postReceive: [simplify(SIMPLE_CASE_TEMPLATE)] },
		},
	},
	fields: [caseTemplateLocator, simplifyField],
};
