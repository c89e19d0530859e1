import { deleted } from '../../../shared/answers';
import { observableTypeLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteObservableType: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete observable type',
		description: 'Delete a type of observables; TheHive refuses it for one in use',
		routing: {
			request: { method: 'DELETE', url: '/observable/type/{observableTypeId}' },
			output: { postReceive: [deleted('observableTypeId')] },
		},
	},
	fields: [observableTypeLocator],
};
