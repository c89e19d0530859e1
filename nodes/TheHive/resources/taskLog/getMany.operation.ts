import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { startWithin, withinOneOf } from '../../../shared/query/within';
import { SIMPLE_LOG } from './logFields';

export const getManyLogs: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many task logs',
		description: 'Search the logs of a task, of all tasks of a case, or everywhere',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-task-logs' } },
			send: { preSend: [sendListQuery(startWithin({ all: ['listLog'], case: ['tasks', 'logs'], task: ['logs'] }), 'log')] },
			output: { postReceive: [simplify(SIMPLE_LOG)] },
		},
	},
	fields: [...withinOneOf(['all', 'case', 'task'], 'task'), ...listQueryFields, simplifyField],
};
