import { additionalFields } from '../../../shared/fields/collections';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonTaskFields, requiredTaskTitleField } from './taskFields';

export const createTask: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create task',
		description: 'Add a task to a case',
		routing: { request: { method: 'POST', url: '/case/{caseId}/task' } },
	},
	fields: [caseLocator, requiredTaskTitleField, additionalFields('taskCreateFields', commonTaskFields)],
};
