import { getByPath } from '../../../shared/getRecord';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_OBSERVABLE } from './observableFields';

const record = getByPath('/observable/{observableId}', SIMPLE_OBSERVABLE);

export const getObservable: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get observable',
		description: 'Get one observable',
		routing: record.routing,
	},
	fields: [observableLocator, simplifyField],
	execute: record.execute,
};
