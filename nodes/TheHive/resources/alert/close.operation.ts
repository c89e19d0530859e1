import { closedStatusField } from '../../../shared/bulk/closing';
import { commentFrom, commentProperty, refuseComment } from '../../../shared/bulk/comments';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { ALERTS } from '../../../shared/bulk/kinds';
import { changeFrom, runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import { sendUpdate } from '../../../shared/clearFields';
import { additionalFields } from '../../../shared/fields/collections';
import { assigneeField, summaryField, updateTagsFields } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { SIMPLE_ALERT } from './alertFields';

const FIELDS = 'alertCloseFields';

const closing = [closedStatusField, additionalFields(FIELDS, [assigneeField, commentProperty, summaryField, ...updateTagsFields])];

export const closeAlerts: Operation = {
	option: {
		name: 'Close',
		value: 'close',
		action: 'Close alerts',
		description: 'Close one alert or many with a verdict',
		routing: {
			request: { method: 'PATCH', url: '/alert/_bulk' },
			send: { preSend: [refuseComment(FIELDS), sendUpdate, sendIds()] },
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [...bulkTargetFields(ALERTS), ...closing, dryRunField, bulkOptions],
	alsoCalls: ['POST /query', 'PATCH /alert/{alertId}', 'GET /alert/{alertId}', 'POST /alert/{alertId}/comment'],
	async execute() {
		return await runMany(this, ALERTS, SIMPLE_ALERT, {
			verb: 'closed',
			changeOf: (itemIndex) => changeFrom(this, closing, itemIndex),
			commentOf: (itemIndex) => commentFrom(this, FIELDS, itemIndex),
		});
	},
};
