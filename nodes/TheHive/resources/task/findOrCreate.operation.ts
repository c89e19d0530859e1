import { bodyOf } from '../../../shared/body';
import { caseIdOf } from '../../../shared/caseId';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { findOrCreate } from '../../../shared/findOrCreate';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { wantedTask } from './tasksOfTitle';
import { commonTaskFields, requiredTaskTitleField } from './taskFields';

const bodyFields = [requiredTaskTitleField, additionalFields('taskCreateFields', commonTaskFields)];

export const findOrCreateTask: Operation = {
	option: {
		name: 'Find or Create',
		value: 'findOrCreate',
		action: 'Find or create task',
		description: 'Find a task by its title in a case, or add it there; the result says in "created" which it was',
	},
	fields: [caseLocator, ...bodyFields],
	alsoCalls: ['POST /query', 'POST /case/{caseId}/task', 'GET /case/{idOrName}', 'DELETE /task/{taskId}'],
	async execute() {
		return await eachItem(this, async (itemIndex) => {
			const caseId = idParameter(this, 'caseId', itemIndex);
			const body = bodyOf(this, bodyFields, itemIndex);
			// a case has two names, its ID and its number: items that use both shall find the same task
			const id = await caseIdOf(this, caseId, itemIndex);
			const { record, created } = await findOrCreate(this, wantedTask(this, id, body, itemIndex));
			return [{ json: { ...record, created } }];
		});
	},
};
