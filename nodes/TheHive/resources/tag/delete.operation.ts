import { deleted } from '../../../shared/answers';
import { tagLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteTag: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete tag',
		description: 'Delete a tag and take it from everything that carries it',
		routing: {
			request: { method: 'DELETE', url: '/tag/{tagId}' },
			output: { postReceive: [deleted('tagId')] },
		},
	},
	fields: [tagLocator],
};
