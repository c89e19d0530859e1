import { simplify } from '../../../shared/answers';
import { pageLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { onlyRow, sendOneRowQuery } from '../../../shared/query/oneRow';
import { SIMPLE_PAGE } from './pageFields';

export const getPage: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get page',
		description: 'Get one page of a case or of the knowledge base',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-page' } },
			send: { preSend: [sendOneRowQuery('getPage', 'pageId')] },
			output: { postReceive: [onlyRow('pageId'), simplify(SIMPLE_PAGE)] },
		},
	},
	fields: [pageLocator, simplifyField],
};
