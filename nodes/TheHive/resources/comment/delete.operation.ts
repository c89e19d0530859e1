import { deleted } from '../../../shared/answers';
import { commentLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteComment: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete comment',
		description: 'Delete a comment permanently',
		routing: {
			request: { method: 'DELETE', url: '/comment/{commentId}' },
			output: { postReceive: [deleted('commentId')] },
		},
	},
	fields: [commentLocator],
};
