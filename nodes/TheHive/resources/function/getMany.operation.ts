import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_FUNCTION } from './functionFields';

export const getManyFunctions: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many functions',
		description: 'Search the functions of the organisation',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-functions' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listFunction' }], 'function')] },
			output: { postReceive: [simplify(SIMPLE_FUNCTION)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
