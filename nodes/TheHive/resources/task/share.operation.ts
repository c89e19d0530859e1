import { succeeded } from '../../../shared/answers';
import { organisationsField } from '../../../shared/fields/organisations';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const shareTask: Operation = {
	option: {
		name: 'Share',
		value: 'share',
		action: 'Share task',
		description: 'Show a task to organisations that its case is shared with',
		routing: {
			request: { method: 'POST', url: '/task/{taskId}/shares' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [taskLocator, organisationsField],
};
