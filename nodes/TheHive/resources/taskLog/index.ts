import type { Resource } from '../../../shared/operation';
import { addLogAttachments } from './addAttachment.operation';
import { createLog } from './create.operation';
import { deleteLog } from './delete.operation';
import { deleteLogAttachment } from './deleteAttachment.operation';
import { getLog } from './get.operation';
import { getManyLogs } from './getMany.operation';
import { updateLog } from './update.operation';

export const taskLog: Resource = {
	name: 'Task Log',
	value: 'taskLog',
	operations: [addLogAttachments, createLog, deleteLog, deleteLogAttachment, getLog, getManyLogs, updateLog],
	startsWith: getManyLogs,
};
