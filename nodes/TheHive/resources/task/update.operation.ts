import { readBack } from '../../../shared/answers';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonTaskFields, taskTitleField } from './taskFields';

export const updateTask: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update task',
		description: 'Change fields of a task; starting or completing it sets its dates',
		routing: {
			request: { method: 'PATCH', url: '/task/{taskId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/task/{taskId}')] },
		},
	},
	fields: [
		taskLocator,
		updateFields('taskUpdateFields', [
			...commonTaskFields,
			clearFieldsField({ Assignee: 'assignee', Description: 'description', 'Due Date': 'dueDate', 'End Date': 'endDate', 'Start Date': 'startDate' }),
			taskTitleField,
		]),
	],
};
