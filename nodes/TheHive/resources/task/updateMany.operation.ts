import { TASKS } from '../../../shared/bulk/kinds';
import { updateMany } from '../../../shared/bulk/updateOperations';
import { SIMPLE_TASK } from './taskFields';
import { taskUpdateFields } from './update.operation';

export const updateManyTasks = updateMany(TASKS, [taskUpdateFields], SIMPLE_TASK);
