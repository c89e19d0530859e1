import { succeeded } from '../../../shared/answers';
import { organisationsField } from '../../../shared/fields/organisations';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const unshareTask: Operation = {
	option: {
		name: 'Unshare',
		value: 'unshare',
		action: 'Unshare task',
		description: 'Take a task back from organisations; its case stays shared',
		routing: {
			request: { method: 'DELETE', url: '/task/{taskId}/shares' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [taskLocator, organisationsField],
};
