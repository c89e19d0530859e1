import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { apiKeyAnswer, apiKeyNotice } from './apiKeyAnswer';

export const getUserApiKey: Operation = {
	option: {
		name: 'Get API Key',
		value: 'getApiKey',
		action: 'Get API key of user',
		description: 'Read the API key that a user has',
		routing: {
			request: { method: 'GET', url: '/user/{userId}/key' },
			output: { postReceive: [apiKeyAnswer] },
		},
	},
	fields: [apiKeyNotice, userLocator],
};
