import { succeeded } from '../../../shared/answers';
import { organisationsField } from '../../../shared/fields/organisations';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const shareObservable: Operation = {
	option: {
		name: 'Share',
		value: 'share',
		action: 'Share observable',
		description: 'Share an observable with organisations that its case is shared with',
		routing: {
			request: { method: 'POST', url: '/observable/{observableId}/shares' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [observableLocator, organisationsField],
};
