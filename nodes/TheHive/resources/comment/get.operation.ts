import { commentLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { onlyRow, sendOneRowQuery } from '../../../shared/query/oneRow';

export const getComment: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get comment',
		description: 'Get one comment',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-comment' } },
			send: { preSend: [sendOneRowQuery('getComment', 'commentId')] },
			output: { postReceive: [onlyRow('commentId')] },
		},
	},
	fields: [commentLocator],
};
