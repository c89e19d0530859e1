import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_USER } from './userFields';

export const getManyUsers: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'Search users by any of their fields',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-users' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listUser' }], 'user')] },
			output: { postReceive: [simplify(SIMPLE_USER)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
