import { alertLocator, caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const mergeAlertIntoCase: Operation = {
	option: {
		name: 'Merge Into Case',
		value: 'mergeIntoCase',
		action: 'Merge alert into case',
		description: 'Merge an alert into an existing case, which gets its observables, tags and description',
		routing: { request: { method: 'POST', url: '/alert/{alertId}/merge/{caseId}' } },
	},
	fields: [alertLocator, caseLocator],
};
