import { readBack } from '../../../shared/answers';
import { alertLocator, caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const unlinkAlertFromCase: Operation = {
	option: {
		name: 'Unlink From Case',
		value: 'unlinkFromCase',
		action: 'Unlink alert from case',
		description: 'Take an alert out of the case it was imported into; the case keeps what it got from it',
		routing: {
			request: { method: 'DELETE', url: '/case/{caseId}/alert/{alertId}' },
			output: { postReceive: [readBack('/alert/{alertId}')] },
		},
	},
	fields: [alertLocator, caseLocator],
};
