import { deleted } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { feederNameField } from './feederFields';

export const deleteAlertFeeder: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete alert feeder',
		description: 'Delete an alert feeder; the alerts it brought stay',
		routing: {
			request: { method: 'DELETE', url: '/connector/alert-feeder/{alertFeederName}' },
			output: { postReceive: [deleted('alertFeederName')] },
		},
	},
	fields: [feederNameField],
};
