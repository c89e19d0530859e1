import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { startWithin, withinOneOf } from '../../../shared/query/within';
import { SIMPLE_LOG } from './logFields';

const list = recordList({
	label: 'get-many-task-logs',
	start: startWithin({ all: ['listLog'], case: ['tasks', 'logs'], task: ['logs'] }),
	entity: 'log',
	simple: SIMPLE_LOG,
});

export const getManyLogs: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many task logs',
		description: 'Search the logs of a task, of all tasks of a case, or everywhere',
		routing: list.routing,
	},
	fields: [...withinOneOf(['all', 'case', 'task'], 'task'), ...listQueryFields, simplifyField],
	execute: list.execute,
};
