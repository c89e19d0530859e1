import { succeeded } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const runIntegrityCheck: Operation = {
	option: {
		name: 'Run Integrity Check',
		value: 'runCheck',
		action: 'Run integrity check',
		description: 'Start the check of one kind of record, which repairs what it can',
		routing: {
			request: { method: 'PUT', url: '/admin/check/{checkName}/trigger' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [
		{
			displayName: 'Check Name',
			name: 'checkName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Alert',
			description: "Name of the check, as 'Get Check Statistics' lists it",
		},
	],
};
