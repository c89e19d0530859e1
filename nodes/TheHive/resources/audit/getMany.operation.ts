import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_AUDIT } from './auditFields';
import { auditFiltersField, listAudits } from './auditFilters';
import { NEWEST_FIRST } from './newestFirst';

const list = recordList({ label: 'get-many-audits', start: listAudits, entity: 'audit', simple: SIMPLE_AUDIT, order: NEWEST_FIRST });

export const getManyAudits: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many audits',
		description: 'Search what was done in TheHive: by whom, when, and to which records; newest first',
		routing: list.routing,
	},
	fields: [auditFiltersField, ...listQueryFields, simplifyField],
	execute: list.execute,
};
