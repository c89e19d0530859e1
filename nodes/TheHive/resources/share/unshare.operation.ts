import { succeeded } from '../../../shared/answers';
import { organisationsField } from '../../../shared/fields/organisations';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const unshareCase: Operation = {
	option: {
		name: 'Unshare',
		value: 'unshareCase',
		action: 'Unshare case',
		description: 'Take a case back from organisations, with its tasks and observables',
		routing: {
			request: { method: 'DELETE', url: '/case/{caseId}/shares' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [caseLocator, organisationsField],
};
