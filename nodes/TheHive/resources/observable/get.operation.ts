import { simplify } from '../../../shared/answers';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_OBSERVABLE } from './observableFields';

export const getObservable: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get observable',
		description: 'Get one observable',
		routing: {
			request: { method: 'GET', url: '/observable/{observableId}' },
			output: { postReceive: [simplify(SIMPLE_OBSERVABLE)] },
		},
	},
	fields: [observableLocator, simplifyField],
};
