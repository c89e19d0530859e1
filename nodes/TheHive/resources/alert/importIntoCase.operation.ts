import { alertLocator, caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const importAlertIntoCase: Operation = {
	option: {
		name: 'Import Into Case',
		value: 'importIntoCase',
		action: 'Import alert into case',
		description: 'Give an existing case the observables and procedures of an alert, and nothing else of it',
		routing: { request: { method: 'POST', url: '/alert/{alertId}/import/{caseId}' } },
	},
	fields: [alertLocator, caseLocator],
};
