import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_AUDIT } from './auditFields';
import { auditFiltersField, listAudits } from './auditFilters';

export const getManyAudits: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many audits',
		description: 'Search what was done in TheHive: by whom, when, and to which records',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-audits' } },
			send: { preSend: [sendListQuery(listAudits, 'audit')] },
			output: { postReceive: [simplify(SIMPLE_AUDIT)] },
		},
	},
	fields: [auditFiltersField, ...listQueryFields, simplifyField],
};
