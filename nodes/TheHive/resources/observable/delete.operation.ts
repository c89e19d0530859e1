import { deleted } from '../../../shared/answers';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteObservable: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete observable',
		description: 'Delete an observable permanently',
		routing: {
			request: { method: 'DELETE', url: '/observable/{observableId}' },
			output: { postReceive: [deleted('observableId')] },
		},
	},
	fields: [observableLocator],
};
