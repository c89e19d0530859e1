import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_CASE_TEMPLATE } from './caseTemplateFields';

export const getManyCaseTemplates: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many case templates',
		description: 'Search the case templates of the organisation',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-case-templates' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listCaseTemplate' }], 'caseTemplate')] },
			output: { postReceive: [simplify(SIMPLE_CASE_TEMPLATE)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
