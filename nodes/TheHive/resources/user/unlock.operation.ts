import { readBack } from '../../../shared/answers';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const unlockUser: Operation = {
	option: {
		name: 'Unlock',
		value: 'unlock',
		action: 'Unlock user',
		description: 'Let a locked user sign in again',
		routing: {
			request: { method: 'PATCH', url: '/user/{userId}', body: { locked: false } },
			output: { postReceive: [readBack('/user/{userId}')] },
		},
	},
	fields: [userLocator],
};
