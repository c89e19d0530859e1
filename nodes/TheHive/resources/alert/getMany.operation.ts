import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_ALERT } from './alertFields';

export const getManyAlerts: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many alerts',
		description: 'Search alerts by any of their fields',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-alerts' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listAlert' }], 'alert')] },
			output: { postReceive: [simplify(SIMPLE_ALERT)] },
		},
	},
	fields: [...listQueryFieldsOf('alert'), simplifyField],
};
