import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { placeFrom } from '../../../shared/place';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { requiredMessageField } from '../../../shared/fields/message';
import { dateField } from '../../../shared/fields/record';
import { inputFiles, optionalInputFilesFields } from '../../../shared/files/inputFiles';
import { uploadedObject } from '../../../shared/files/upload';
import { caseLocator, taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveObject } from '../../../shared/request';
import { includeInTimelineField } from './logFields';
import { createMissingTaskProperty, taskOfTitle, taskTitleProperty } from './taskOfTitle';

const shownFor = (parent: string): INodeProperties['displayOptions'] => ({ show: { parent: [parent] } });

const bodyFields: INodeProperties[] = [
	requiredMessageField,
	additionalFields('logCreateFields', [
		dateField('startDate', { displayName: 'Date', description: 'When it was done; now if empty' }),
		includeInTimelineField,
	]),
];

export const createLog: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create task log',
		description: 'Write into the log of a task; a waiting task is started by it',
		routing: { request: { method: 'POST', url: '/task/{taskId}/log' } },
	},
	fields: [
		{
			displayName: 'In',
			name: 'parent',
			type: 'options',
			options: [
				{ name: 'Task', value: 'task' },
				{ name: 'Task of a Case, by Its Title', value: 'case' },
			],
			default: 'task',
			description: 'How to find the task',
		},
		{ ...caseLocator, displayOptions: shownFor('case') },
		{ ...taskLocator, displayOptions: shownFor('task') },
		{ ...taskTitleProperty, displayOptions: shownFor('case') },
		{ ...createMissingTaskProperty, displayOptions: shownFor('case') },
		...bodyFields,
		...optionalInputFilesFields,
	],
	async execute(this: IExecuteFunctions) {
		const findTask = taskOfTitle(this);
		return await eachItem(this, async (itemIndex) => {
			const body = bodyOf(this, bodyFields, itemIndex);
			const byTitle = placeFrom(this.getNode(), itemIndex, 'In', this.getNodeParameter('parent', itemIndex), ['task', 'case']) === 'case';
			const taskId = byTitle ? await findTask(itemIndex) : idParameter(this, 'taskId', itemIndex);
			const path = `/task/${encodeURIComponent(taskId)}/log`;
			const files = await inputFiles(this, itemIndex);
			if (files.length === 0) return [{ json: await theHiveObject(this, { method: 'POST', path, body, itemIndex }) }];
			return [{ json: await uploadedObject(this, { path, itemIndex }, { json: body, files: files.map((file) => ['attachments', file]) }) }];
		});
	},
	alsoCalls: ['POST /query', 'GET /case/{idOrName}', 'POST /case/{caseId}/task', 'DELETE /task/{taskId}'],
};
