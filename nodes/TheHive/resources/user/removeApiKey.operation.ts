import { deleted } from '../../../shared/answers';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const removeUserApiKey: Operation = {
	option: {
		name: 'Remove API Key',
		value: 'removeApiKey',
		action: 'Remove API key of user',
		description: 'Take the API key from a user; programs that use it are locked out',
		routing: {
			request: { method: 'DELETE', url: '/user/{userId}/key' },
			output: { postReceive: [deleted('userId')] },
		},
	},
	fields: [userLocator],
};
