import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { startWithin, withinOneOf } from '../../../shared/query/within';
import { SIMPLE_PAGE } from './pageFields';

const list = recordList({
	label: 'get-many-pages',
	start: startWithin({ all: ['listPage'], case: ['pages'], knowledgeBase: ['listOrganisationPage'] }),
	entity: 'page',
	simple: SIMPLE_PAGE,
});

export const getManyPages: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many pages',
		description: 'Search the pages of a case, of the knowledge base, or all',
		routing: list.routing,
	},
	fields: [...withinOneOf(['all', 'case', 'knowledgeBase']), ...listQueryFields, simplifyField],
	execute: list.execute,
};
