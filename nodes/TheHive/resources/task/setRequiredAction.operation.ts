import { organisationLocator, taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { actionIsRequired } from './requiredAction';

export const setRequiredAction: Operation = {
	option: {
		name: 'Set Required Action',
		value: 'setRequiredAction',
		action: 'Set required action of task',
		description: 'Ask an organisation that sees the task to act on it',
		routing: {
			request: { method: 'PUT', url: '/task/{taskId}/actionRequired/{organisationId}' },
			output: { postReceive: [actionIsRequired(true)] },
		},
	},
	fields: [taskLocator, organisationLocator],
};
