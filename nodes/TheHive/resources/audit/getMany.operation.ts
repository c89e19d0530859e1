import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { SIMPLE_AUDIT } from './auditFields';
import { auditFiltersField, listAudits } from './auditFilters';
import { sendNewestFirst } from './newestFirst';

export const getManyAudits: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many audits',
		description: 'Search what was done in TheHive: by whom, when, and to which records; newest first',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-audits' } },
			send: { preSend: [sendNewestFirst(listAudits, 'audit')] },
			output: { postReceive: [simplify(SIMPLE_AUDIT)] },
		},
	},
	fields: [auditFiltersField, ...listQueryFields, simplifyField],
};
