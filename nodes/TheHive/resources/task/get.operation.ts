import { simplify } from '../../../shared/answers';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_TASK } from './taskFields';

export const getTask: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Get one task',
		routing: {
			request: { method: 'GET', url: '/task/{taskId}' },
			output: { postReceive: [simplify(SIMPLE_TASK)] },
		},
	},
	fields: [taskLocator, simplifyField],
};
