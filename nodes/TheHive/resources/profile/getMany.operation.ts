import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_PROFILE } from './profileFields';

export const getManyProfiles: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many profiles',
		description: 'Search permission profiles',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-profiles' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listProfile' }], 'profile')] },
			output: { postReceive: [simplify(SIMPLE_PROFILE)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
