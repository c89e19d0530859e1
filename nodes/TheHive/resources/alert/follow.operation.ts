import { readBack } from '../../../shared/answers';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const followAlert: Operation = {
	option: {
		name: 'Follow',
		value: 'follow',
		action: 'Follow alert',
		description: 'Take updates of the alert from its source again',
		routing: {
			request: { method: 'POST', url: '/alert/{alertId}/follow' },
			output: { postReceive: [readBack('/alert/{alertId}')] },
		},
	},
	fields: [alertLocator],
};
