import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { caseIdOf } from '../../../shared/caseId';
import { fieldError, fitting } from '../../../shared/fieldError';
import { findOrCreate } from '../../../shared/findOrCreate';
import { takingTurns } from '../../../shared/inTurn';
import { idParameter } from '../../../shared/path';
import { isOn } from '../../../shared/toggles';
import { textUpTo } from '../../../shared/values';
import { tasksOfTitle, wantedTask } from '../task/tasksOfTitle';

export const taskTitleProperty: INodeProperties = {
	displayName: 'Task Title',
	name: 'taskTitle',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Communication',
	description: 'Exact title of the task, upper and lower case included',
};

export const createMissingTaskProperty: INodeProperties = {
	displayName: 'Create Missing Task',
	name: 'createMissingTask',
	type: 'boolean',
	default: false,
	description: 'Whether to add a task of this title to the case if it has none',
};

function titleOf(context: IExecuteFunctions, itemIndex: number): string {
	const title = fitting(() => textUpTo(128)(context.getNodeParameter(taskTitleProperty.name, itemIndex, '')));
	if (!title.ok) throw fieldError(context.getNode(), itemIndex, taskTitleProperty.displayName, title.problem);
	if (typeof title.value !== 'string') throw fieldError(context.getNode(), itemIndex, taskTitleProperty.displayName, 'is empty');
	return title.value;
}

/**
 * Finds the task that an item names by its case and title, and adds it where that is wanted. Items of a run that name the same
 * task, whether its case by ID or by number, find the one that the first of them has added.
 * @returns finds the id of an item's task
 * @throws NodeOperationError when the case has no such task, or several
 */
export function taskOfTitle(context: IExecuteFunctions): (itemIndex: number) => Promise<string> {
	const inTurn = takingTurns();
	const added = new Map<string, string>();
	return async (itemIndex) => {
		const title = titleOf(context, itemIndex);
		const caseId = idParameter(context, 'caseId', itemIndex);
		const refuse = (problem: string, advice: string) => fieldError(context.getNode(), itemIndex, taskTitleProperty.displayName, problem, advice);
		const id = await caseIdOf(context, caseId, itemIndex);
		const key = `${id} ${title}`;
		return await inTurn(key, async () => {
			const known = added.get(key);
			if (known !== undefined) return known;
			const [task, another] = await tasksOfTitle(context, id, title, itemIndex);
			if (another) {
				throw refuse(`is '${title}', which more than one task of the case has`, 'Nothing was written. Choose the task itself under In, or give the tasks different titles.');
			}
			if (task) return String(task._id);
			if (!isOn(context, createMissingTaskProperty, itemIndex)) {
				throw refuse(`is '${title}', which no task of the case has`, 'Nothing was written. Check the title, upper and lower case included, or turn on Create Missing Task.');
			}
			const { record } = await findOrCreate(context, wantedTask(context, id, { title }, itemIndex));
			added.set(key, String(record._id));
			return String(record._id);
		});
	};
}
