import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { startWithin, withinOneOf } from '../../../shared/query/within';
import { SIMPLE_PAGE } from './pageFields';

export const getManyPages: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many pages',
		description: 'Search the pages of a case, of the knowledge base, or all',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-pages' } },
			send: { preSend: [sendListQuery(startWithin({ all: ['listPage'], case: ['pages'], knowledgeBase: ['listOrganisationPage'] }), 'page')] },
			output: { postReceive: [simplify(SIMPLE_PAGE)] },
		},
	},
	fields: [...withinOneOf(['all', 'case', 'knowledgeBase']), ...listQueryFields, simplifyField],
};
