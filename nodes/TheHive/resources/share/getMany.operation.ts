import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { startWithin, withinOneOf } from '../../../shared/query/within';
import { SIMPLE_SHARE } from './shareFields';

export const getManyShares: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many shares',
		description: 'Search the shares of a case or of all visible cases, by organisation, profile or rule',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-shares' } },
			send: { preSend: [sendListQuery(startWithin({ all: ['listShare'], case: ['shares'] }), 'share')] },
			output: { postReceive: [simplify(SIMPLE_SHARE)] },
		},
	},
	fields: [...withinOneOf(['all', 'case']), ...listQueryFields, simplifyField],
};
