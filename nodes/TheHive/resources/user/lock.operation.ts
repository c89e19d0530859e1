import { readBack } from '../../../shared/answers';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const lockUser: Operation = {
	option: {
		name: 'Lock',
		value: 'lock',
		action: 'Lock user',
		description: 'Lock a user out: sessions and API keys stop working, what the user did stays',
		routing: {
			request: { method: 'PATCH', url: '/user/{userId}', body: { locked: true } },
			output: { postReceive: [readBack('/user/{userId}')] },
		},
	},
	fields: [userLocator],
};
