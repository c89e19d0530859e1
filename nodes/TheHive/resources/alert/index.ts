import type { Resource } from '../../../shared/operation';
import { closeAlerts } from './close.operation';
import { countAlerts } from './count.operation';
import { createAlert } from './create.operation';
import { createOrUpdateAlerts } from './createOrUpdate.operation';
import { deleteAlert } from './delete.operation';
import { deleteManyAlerts } from './deleteMany.operation';
import { followAlert } from './follow.operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getMany.operation';
import { getSimilarToAlert } from './getSimilar.operation';
import { importAlertIntoCase } from './importIntoCase.operation';
import { markAlertsAsRead } from './markAsRead.operation';
import { markAlertsAsUnread } from './markAsUnread.operation';
import { mergeAlertIntoCase } from './mergeIntoCase.operation';
import { mergeManyAlertsIntoCase } from './mergeManyIntoCase.operation';
import { promoteAlertToCase } from './promoteToCase.operation';
import { reopenAlerts } from './reopen.operation';
import { unfollowAlert } from './unfollow.operation';
import { unlinkAlertFromCase } from './unlinkFromCase.operation';
import { updateAlert } from './update.operation';
import { updateManyAlerts } from './updateMany.operation';

export const alert: Resource = {
	name: 'Alert',
	value: 'alert',
	operations: [
		closeAlerts,
		countAlerts,
		createAlert,
		createOrUpdateAlerts,
		deleteAlert,
		deleteManyAlerts,
		followAlert,
		getAlert,
		getManyAlerts,
		getSimilarToAlert,
		importAlertIntoCase,
		markAlertsAsRead,
		markAlertsAsUnread,
		mergeAlertIntoCase,
		mergeManyAlertsIntoCase,
		promoteAlertToCase,
		reopenAlerts,
		unfollowAlert,
		unlinkAlertFromCase,
		updateAlert,
		updateManyAlerts,
	],
	startsWith: getManyAlerts,
};
