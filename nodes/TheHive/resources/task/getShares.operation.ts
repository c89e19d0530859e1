import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const getTaskShares: Operation = {
	option: {
		name: 'Get Shares',
		value: 'getShares',
		action: 'Get shares of task',
		description: 'List the organisations a task is shared with',
		routing: { request: { method: 'GET', url: '/task/{taskId}/shares' } },
	},
	fields: [taskLocator],
};
