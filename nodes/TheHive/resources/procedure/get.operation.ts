import { simplify } from '../../../shared/answers';
import { procedureLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { onlyRow, sendOneRowQuery } from '../../../shared/query/oneRow';
import { SIMPLE_PROCEDURE } from './procedureFields';

export const getProcedure: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get procedure',
		description: 'Get one procedure of a case or an alert',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-procedure' } },
			send: { preSend: [sendOneRowQuery('getProcedure', 'procedureId')] },
			output: { postReceive: [onlyRow('procedureId'), simplify(SIMPLE_PROCEDURE)] },
		},
	},
	fields: [procedureLocator, simplifyField],
};
