import { updateFields } from '../../../shared/fields/collections';
import { requiredMessageField } from '../../../shared/fields/message';
import { commentLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { externalField } from './externalField';

export const updateComment: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update comment',
		description: 'Replace the text of a comment',
		routing: {
			request: { method: 'PATCH', url: '/comment/{commentId}' },
			output: { postReceive: [readBackByQuery('getComment', 'commentId')] },
		},
	},
	fields: [commentLocator, requiredMessageField, updateFields('commentUpdateFields', [externalField])],
	alsoCalls: ['POST /query'],
};
