import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const getObservableShares: Operation = {
	option: {
		name: 'Get Shares',
		value: 'getShares',
		action: 'Get shares of observable',
		description: 'List the organisations an observable is shared with',
		routing: { request: { method: 'GET', url: '/observable/{observableId}/shares' } },
	},
	fields: [observableLocator],
};
