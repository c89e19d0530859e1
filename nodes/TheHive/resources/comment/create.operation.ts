import { additionalFields } from '../../../shared/fields/collections';
import { requiredMessageField } from '../../../shared/fields/message';
import type { Operation } from '../../../shared/operation';
import { parentFields } from '../../../shared/parent';
import { externalField } from './externalField';

export const createComment: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create comment',
		description: 'Comment on a case or an alert',
		routing: { request: { method: 'POST', url: '/{parent}/comment' } },
	},
	fields: [...parentFields, requiredMessageField, additionalFields('commentCreateFields', [externalField])],
};
