import { deleted } from '../../../shared/answers';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteAlert: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete alert',
		description: 'Delete an alert permanently',
		routing: {
			request: { method: 'DELETE', url: '/alert/{alertId}' },
			output: { postReceive: [deleted('alertId')] },
		},
	},
	fields: [alertLocator],
};
