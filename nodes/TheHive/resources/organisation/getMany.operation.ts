import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_ORGANISATION } from './organisationFields';

export const getManyOrganisations: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many organisations',
		description: 'Search organisations by any of their fields',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-organisations' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listOrganisation' }], 'organisation')] },
			output: { postReceive: [simplify(SIMPLE_ORGANISATION)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
