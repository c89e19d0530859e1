import { observableTypeLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const getObservableType: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get observable type',
		description: 'Get one type of observables',
		routing: { request: { method: 'GET', url: '/observable/type/{observableTypeId}' } },
	},
	fields: [observableTypeLocator],
};
