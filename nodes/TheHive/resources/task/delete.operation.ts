import { deleted } from '../../../shared/answers';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteTask: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete task',
		description: 'Delete a task with its logs permanently',
		routing: {
			request: { method: 'DELETE', url: '/task/{taskId}' },
			output: { postReceive: [deleted('taskId')] },
		},
	},
	fields: [taskLocator],
};
