import type { Operation } from '../../../shared/operation';
import { dryRunField } from '../function/functionFields';
import { feederNameField } from './feederFields';

export const runAlertFeeder: Operation = {
	option: {
		name: 'Run',
		value: 'run',
		action: 'Run alert feeder',
		description: 'Have an alert feeder ask its source now, and give what its function returns',
		routing: { request: { method: 'POST', url: '/connector/alert-feeder/run/{alertFeederName}' } },
	},
	fields: [feederNameField, dryRunField],
};
