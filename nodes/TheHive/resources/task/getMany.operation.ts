import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_TASK } from './taskFields';
import { tasksWithin, withinTaskPlaces } from './tasksWithin';

const list = recordList({ label: 'get-many-tasks', start: tasksWithin, entity: 'task', simple: SIMPLE_TASK });

export const getManyTasks: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tasks',
		description: 'Search tasks of a case or everywhere',
		routing: list.routing,
	},
	fields: [...withinTaskPlaces, ...listQueryFieldsOf('task'), simplifyField],
	execute: list.execute,
};
