import { succeeded } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const syncMisp: Operation = {
	option: {
		name: 'Sync',
		value: 'sync',
		action: 'Sync with MISP',
		description: 'Have TheHive read the new events of its MISP servers now, as alerts',
		routing: {
			request: { method: 'GET', url: '/connector/misp/_syncAlerts' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [],
};
