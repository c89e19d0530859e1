import { deleted } from '../../../shared/answers';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteLog: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete task log',
		description: 'Delete an entry of a task\'s log with its attachments permanently',
		routing: {
			request: { method: 'DELETE', url: '/log/{logId}' },
			output: { postReceive: [deleted('logId')] },
		},
	},
	fields: [logLocator],
};
