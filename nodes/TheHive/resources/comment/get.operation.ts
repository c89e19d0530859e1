import { getByQuery } from '../../../shared/getRecord';
import { commentLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

const record = getByQuery('getComment', 'commentId', 'get-comment');

export const getComment: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get comment',
		description: 'Get one comment',
		routing: record.routing,
	},
	fields: [commentLocator],
	execute: record.execute,
};
