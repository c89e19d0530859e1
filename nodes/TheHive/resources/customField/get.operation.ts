import { getByQuery } from '../../../shared/getRecord';
import { customFieldLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_CUSTOM_FIELD } from './customFieldFields';

const record = getByQuery('getCustomField', 'customFieldId', 'get-custom-field', SIMPLE_CUSTOM_FIELD);

export const getCustomField: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get custom field',
		description: 'Get the definition of one custom field',
		routing: record.routing,
	},
	fields: [customFieldLocator, simplifyField],
	execute: record.execute,
};
