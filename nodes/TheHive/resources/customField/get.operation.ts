import { simplify } from '../../../shared/answers';
import { customFieldLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { onlyRow, sendOneRowQuery } from '../../../shared/query/oneRow';
import { SIMPLE_CUSTOM_FIELD } from './customFieldFields';

export const getCustomField: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get custom field',
		description: 'Get the definition of one custom field',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-custom-field' } },
			send: { preSend: [sendOneRowQuery('getCustomField', 'customFieldId')] },
			output: { postReceive: [onlyRow('customFieldId'), simplify(SIMPLE_CUSTOM_FIELD)] },
		},
	},
	fields: [customFieldLocator, simplifyField],
};
