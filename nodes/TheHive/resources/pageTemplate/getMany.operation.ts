import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_PAGE_TEMPLATE } from './pageTemplateFields';

export const getManyPageTemplates: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many page templates',
		description: 'Search the page templates of the organisation',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-page-templates' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listPageTemplate' }], 'pageTemplate')] },
			output: { postReceive: [simplify(SIMPLE_PAGE_TEMPLATE)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
