import type { Operation } from '../../../shared/operation';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { startWithin, withinOneOf } from '../../../shared/query/within';

export const getCustomEvents: Operation = {
	option: {
		name: 'Get Many Custom Events',
		value: 'getCustomEvents',
		action: 'Get many custom events of timelines',
		description: 'Search the custom events of a case or of all cases',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-custom-events' } },
			send: { preSend: [sendListQuery(startWithin({ all: ['listCustomEvent'], case: ['customEvents'] }), 'customEvent')] },
		},
	},
	fields: [...withinOneOf(['all', 'case']), ...listQueryFields],
};
