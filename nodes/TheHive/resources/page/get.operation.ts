import { getByQuery } from '../../../shared/getRecord';
import { pageLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PAGE } from './pageFields';

const record = getByQuery('getPage', 'pageId', 'get-page', SIMPLE_PAGE);

export const getPage: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get page',
		description: 'Get one page of a case or of the knowledge base',
		routing: record.routing,
	},
	fields: [pageLocator, simplifyField],
	execute: record.execute,
};
