import { succeeded } from '../../../shared/answers';
import { organisationsField } from '../../../shared/fields/organisations';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const unshareObservable: Operation = {
	option: {
		name: 'Unshare',
		value: 'unshare',
		action: 'Unshare observable',
		description: 'Take an observable back from organisations',
		routing: {
			request: { method: 'DELETE', url: '/observable/{observableId}/shares' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [observableLocator, organisationsField],
};
