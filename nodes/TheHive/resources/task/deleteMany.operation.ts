import { deleteMany } from '../../../shared/bulk/deleteMany';
import { TASKS } from '../../../shared/bulk/kinds';
import { SIMPLE_TASK } from './taskFields';

export const deleteManyTasks = deleteMany(TASKS, SIMPLE_TASK);
