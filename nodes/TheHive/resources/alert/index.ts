import type { Resource } from '../../../shared/operation';
import { countAlerts } from './count.operation';
import { createAlert } from './create.operation';
import { deleteAlert } from './delete.operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getMany.operation';
import { mergeAlertIntoCase } from './mergeIntoCase.operation';
import { promoteAlertToCase } from './promoteToCase.operation';
import { updateAlert } from './update.operation';

export const alert: Resource = {
	name: 'Alert',
	value: 'alert',
	operations: [countAlerts, createAlert, deleteAlert, getAlert, getManyAlerts, mergeAlertIntoCase, promoteAlertToCase, updateAlert],
	startsWith: getManyAlerts,
};
