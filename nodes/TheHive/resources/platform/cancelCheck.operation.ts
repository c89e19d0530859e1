import { succeeded } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const cancelIntegrityCheck: Operation = {
	option: {
		name: 'Cancel Integrity Check',
		value: 'cancelCheck',
		action: 'Cancel integrity check',
		description: 'Stop the integrity check that is running',
		routing: {
			request: { method: 'POST', url: '/admin/check/cancel' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [],
};
