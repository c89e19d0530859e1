import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { within, withinFields } from '../../../shared/query/within';
import { SIMPLE_PROCEDURE } from './procedureFields';

export const getManyProcedures: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many procedures',
		description: 'Search the procedures of a case, of an alert, or everywhere',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-procedures' } },
			send: { preSend: [sendListQuery(within('listProcedure', 'procedures'), 'procedure')] },
			output: { postReceive: [simplify(SIMPLE_PROCEDURE)] },
		},
	},
	fields: [...withinFields, ...listQueryFields, simplifyField],
};
