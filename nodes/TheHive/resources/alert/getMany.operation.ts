import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_ALERT } from './alertFields';

const list = recordList({ label: 'get-many-alerts', start: () => [{ _name: 'listAlert' }], entity: 'alert', simple: SIMPLE_ALERT });

export const getManyAlerts: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many alerts',
		description: 'Search alerts by any of their fields',
		routing: list.routing,
	},
	fields: [...listQueryFieldsOf('alert'), simplifyField],
	execute: list.execute,
};
