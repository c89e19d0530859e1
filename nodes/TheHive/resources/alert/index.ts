import type { Resource } from '../../../shared/operation';
import { closeAlerts } from './close.operation';
import { countAlerts } from './count.operation';
import { createAlert } from './create.operation';
import { deleteAlert } from './delete.operation';
import { deleteManyAlerts } from './deleteMany.operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getMany.operation';
import { markAlertsAsRead } from './markAsRead.operation';
import { markAlertsAsUnread } from './markAsUnread.operation';
import { mergeAlertIntoCase } from './mergeIntoCase.operation';
import { mergeManyAlertsIntoCase } from './mergeManyIntoCase.operation';
import { promoteAlertToCase } from './promoteToCase.operation';
import { reopenAlerts } from './reopen.operation';
import { updateAlert } from './update.operation';
import { updateManyAlerts } from './updateMany.operation';

export const alert: Resource = {
	name: 'Alert',
	value: 'alert',
	operations: [
		closeAlerts,
		countAlerts,
		createAlert,
		deleteAlert,
		deleteManyAlerts,
		getAlert,
		getManyAlerts,
		markAlertsAsRead,
		markAlertsAsUnread,
		mergeAlertIntoCase,
		mergeManyAlertsIntoCase,
		promoteAlertToCase,
		reopenAlerts,
		updateAlert,
		updateManyAlerts,
	],
	startsWith: getManyAlerts,
};
