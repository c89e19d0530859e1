import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_TASK } from './taskFields';
import { tasksWithin, withinTaskPlaces } from './tasksWithin';

export const getManyTasks: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tasks',
		description: 'Search tasks of a case or everywhere',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-tasks' } },
			send: { preSend: [sendListQuery(tasksWithin, 'task')] },
			output: { postReceive: [simplify(SIMPLE_TASK)] },
		},
	},
	fields: [...withinTaskPlaces, ...listQueryFieldsOf('task'), simplifyField],
};
