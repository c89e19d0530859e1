import type { Resource } from '../../../shared/operation';
import { createStatus } from './create.operation';
import { deleteStatus } from './delete.operation';
import { getManyStatuses } from './getMany.operation';
import { updateStatus } from './update.operation';

export const status: Resource = {
	name: 'Status',
	value: 'status',
	description: 'Statuses that alerts and cases can have',
	operations: [createStatus, deleteStatus, getManyStatuses, updateStatus],
	startsWith: getManyStatuses,
};
