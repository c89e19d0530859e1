import { readBack } from '../../../shared/answers';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const unfollowAlert: Operation = {
	option: {
		name: 'Unfollow',
		value: 'unfollow',
		action: 'Unfollow alert',
		description: 'Take no more updates of the alert from its source',
		routing: {
			request: { method: 'POST', url: '/alert/{alertId}/unfollow' },
			output: { postReceive: [readBack('/alert/{alertId}')] },
		},
	},
	fields: [alertLocator],
};
