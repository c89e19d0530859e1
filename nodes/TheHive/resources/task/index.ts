import type { Resource } from '../../../shared/operation';
import { countTasks } from './count.operation';
import { createTask } from './create.operation';
import { deleteTask } from './delete.operation';
import { deleteManyTasks } from './deleteMany.operation';
import { findOrCreateTask } from './findOrCreate.operation';
import { getTask } from './get.operation';
import { getManyTasks } from './getMany.operation';
import { getRequiredActions } from './getRequiredActions.operation';
import { getTaskShares } from './getShares.operation';
import { markActionDone } from './markActionDone.operation';
import { setRequiredAction } from './setRequiredAction.operation';
import { shareTask } from './share.operation';
import { unshareTask } from './unshare.operation';
import { updateTask } from './update.operation';
import { updateManyTasks } from './updateMany.operation';

export const task: Resource = {
	name: 'Task',
	value: 'task',
	operations: [
		countTasks,
		createTask,
		deleteTask,
		deleteManyTasks,
		findOrCreateTask,
		getTask,
		getManyTasks,
		getRequiredActions,
		getTaskShares,
		markActionDone,
		setRequiredAction,
		shareTask,
		unshareTask,
		updateTask,
		updateManyTasks,
	],
	startsWith: getManyTasks,
};
