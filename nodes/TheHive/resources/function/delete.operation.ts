import { deleted } from '../../../shared/answers';
import { functionLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteFunction: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete function',
		description: 'Delete a stored function permanently',
		routing: {
			request: { method: 'DELETE', url: '/function/{functionId}' },
			output: { postReceive: [deleted('functionId')] },
		},
	},
	fields: [functionLocator],
};
