import { getByQuery } from '../../../shared/getRecord';
import { pageTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PAGE_TEMPLATE } from './pageTemplateFields';

const record = getByQuery('getPageTemplate', 'pageTemplateId', 'get-page-template', SIMPLE_PAGE_TEMPLATE);

export const getPageTemplate: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get page template',
		description: 'Get one page template',
		routing: record.routing,
	},
	fields: [pageTemplateLocator, simplifyField],
	execute: record.execute,
};
