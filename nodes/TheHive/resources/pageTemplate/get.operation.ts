import { simplify } from '../../../shared/answers';
import { pageTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { onlyRow, sendOneRowQuery } from '../../../shared/query/oneRow';
import { SIMPLE_PAGE_TEMPLATE } from './pageTemplateFields';

export const getPageTemplate: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get page template',
		description: 'Get one page template',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-page-template' } },
			send: { preSend: [sendOneRowQuery('getPageTemplate', 'pageTemplateId')] },
			output: { postReceive: [onlyRow('pageTemplateId'), simplify(SIMPLE_PAGE_TEMPLATE)] },
		},
	},
	fields: [pageTemplateLocator, simplifyField],
};
