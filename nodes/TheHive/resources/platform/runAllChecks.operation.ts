import { succeeded } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const runAllIntegrityChecks: Operation = {
	option: {
		name: 'Run All Integrity Checks',
		value: 'runAllChecks',
		action: 'Run all integrity checks',
		description: 'Start the checks of all kinds of record, which repair what they can',
		routing: {
			request: { method: 'PUT', url: '/admin/check/_all/trigger' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [],
};
