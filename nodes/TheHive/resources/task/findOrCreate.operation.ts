import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { eq, where } from '../../../shared/filter/conditions';
import { findOrCreate } from '../../../shared/findOrCreate';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveDone, theHiveObject, theHiveQuery } from '../../../shared/request';
import { commonTaskFields, requiredTaskTitleField } from './taskFields';

const bodyFields = [requiredTaskTitleField, additionalFields('taskCreateFields', commonTaskFields)];

export const findOrCreateTask: Operation = {
	option: {
		name: 'Find or Create',
		value: 'findOrCreate',
		action: 'Find or create task',
		description: 'Find a task by its title in a case, or add it there; the result says in "created" which it was',
		// older AI agents can only create
		routing: { request: { method: 'POST', url: '/case/{caseId}/task' } },
	},
	fields: [caseLocator, ...bodyFields],
	alsoCalls: ['POST /query', 'DELETE /task/{taskId}'],
	async execute() {
		return await eachItem(this, async (itemIndex) => {
			const caseId = idParameter(this, 'caseId', itemIndex);
			const body = bodyOf(this, bodyFields, itemIndex);
			const { record, created } = await findOrCreate(this, {
				name: `task '${String(body.title)}' in case ${caseId}`,
				itemIndex,
				find: async () =>
					await theHiveQuery(
						this,
						[
							{ _name: 'getCase', idOrName: caseId },
							{ _name: 'tasks' },
							...where(eq('title', String(body.title))),
							{ _name: 'sort', _fields: [{ _createdAt: 'asc' }, { _id: 'asc' }] },
							{ _name: 'page', from: 0, to: 2 },
						],
						'find-task',
						{ itemIndex },
					),
				create: async () => await theHiveObject(this, { method: 'POST', path: `/case/${encodeURIComponent(caseId)}/task`, body, itemIndex }),
				remove: async ({ _id }) => await theHiveDone(this, { method: 'DELETE', path: `/task/${encodeURIComponent(String(_id))}`, itemIndex }),
			});
			return [{ json: { ...record, created } }];
		});
	},
};
