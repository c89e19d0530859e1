import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_CASE } from './caseFields';

export const getManyCases: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many cases',
		description: 'Search cases by any of their fields',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-cases' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listCase' }], 'case')] },
			output: { postReceive: [simplify(SIMPLE_CASE)] },
		},
	},
	fields: [...listQueryFieldsOf('case'), simplifyField],
};
