import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { apiKeyAnswer, apiKeyNotice } from './apiKeyAnswer';

export const renewUserApiKey: Operation = {
	option: {
		name: 'Renew API Key',
		value: 'renewApiKey',
		action: 'Renew API key of user',
		description: 'Give a user a new API key; the old one stops working at once',
		routing: {
			request: { method: 'POST', url: '/user/{userId}/key/renew' },
			output: { postReceive: [apiKeyAnswer] },
		},
	},
	fields: [apiKeyNotice, userLocator],
};
