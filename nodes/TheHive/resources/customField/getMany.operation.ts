import { limited, simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit, simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_CUSTOM_FIELD } from './customFieldFields';

export const getManyCustomFields: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many custom fields',
		description: 'List the custom fields that this TheHive defines',
		routing: {
			request: { method: 'GET', url: '/customField' },
			output: { postReceive: [limited, simplify(SIMPLE_CUSTOM_FIELD)] },
		},
	},
	fields: [...returnAllAndLimit, simplifyField],
};
