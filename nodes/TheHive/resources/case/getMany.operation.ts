import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_CASE } from './caseFields';

const list = recordList({ label: 'get-many-cases', start: () => [{ _name: 'listCase' }], entity: 'case', simple: SIMPLE_CASE });

export const getManyCases: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many cases',
		description: 'Search cases by any of their fields',
		routing: list.routing,
	},
	fields: [...listQueryFieldsOf('case'), simplifyField],
	execute: list.execute,
};
