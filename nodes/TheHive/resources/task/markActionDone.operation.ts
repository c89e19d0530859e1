import { organisationLocator, taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { actionIsRequired } from './requiredAction';

export const markActionDone: Operation = {
	option: {
		name: 'Mark Action Done',
		value: 'markActionDone',
		action: 'Mark action of task done',
		description: 'Note that an organisation has done what the task asked of it',
		routing: {
			request: { method: 'PUT', url: '/task/{taskId}/actionDone/{organisationId}' },
			output: { postReceive: [actionIsRequired(false)] },
		},
	},
	fields: [taskLocator, organisationLocator],
};
