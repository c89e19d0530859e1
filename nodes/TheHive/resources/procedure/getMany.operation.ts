import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { within, withinFields } from '../../../shared/query/within';
import { SIMPLE_PROCEDURE } from './procedureFields';

const list = recordList({ label: 'get-many-procedures', start: within('listProcedure', 'procedures'), entity: 'procedure', simple: SIMPLE_PROCEDURE });

export const getManyProcedures: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many procedures',
		description: 'Search the procedures of a case, of an alert, or everywhere',
		routing: list.routing,
	},
	fields: [...withinFields, ...listQueryFields, simplifyField],
	execute: list.execute,
};
