import { readBack, returnRecordField } from '../../../shared/answers';
import { TASKS } from '../../../shared/bulk/kinds';
import { updateTogether } from '../../../shared/bulk/updateOperations';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonTaskFields, taskTitleField } from './taskFields';

/** What can be changed of a task (`InputUpdateTask`). */
export const taskUpdateFields = updateFields('taskUpdateFields', [
	...commonTaskFields,
	clearFieldsField({ Assignee: 'assignee', Description: 'description', 'Due Date': 'dueDate', 'End Date': 'endDate', 'Start Date': 'startDate' }),
	taskTitleField,
]);

export const updateTask: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update task',
		description: 'Change fields of a task; starting or completing it sets its dates',
		routing: {
			request: { method: 'PATCH', url: '/task/{taskId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/task/{taskId}', 'taskId')] },
		},
	},
	fields: [
		taskLocator,
		taskUpdateFields,
		returnRecordField,
	],
	alsoCalls: ['PATCH /task/_bulk', 'POST /query', 'GET /task/{taskId}'],
	execute: updateTogether(TASKS, 'taskId', [taskUpdateFields]),
};
