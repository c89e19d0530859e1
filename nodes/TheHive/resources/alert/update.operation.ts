import { bodyField } from '../../../shared/body';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { readBack, returnRecordField } from '../../../shared/answers';
import { ALERTS } from '../../../shared/bulk/kinds';
import { updateTogether } from '../../../shared/bulk/updateOperations';
import { updateFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { dateField, descriptionField, titleField, updateTagsFields } from '../../../shared/fields/record';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asBoolean, textUpTo } from '../../../shared/values';
import { alertKeyProperties, changeableAlertFields } from './alertFields';

/** What can be changed of an alert (`InputUpdateAlert`). */
const optionalFields = updateFields('alertUpdateFields', [
	...changeableAlertFields,
	clearFieldsField({ Assignee: 'assignee', 'External Link': 'externalLink', Summary: 'summary' }),
	descriptionField,
	bodyField('follow', { displayName: 'Follow', name: 'follow', type: 'boolean', default: true, description: 'Whether updates from the source of the alert are followed' }, asBoolean),
	dateField('lastSyncDate', { displayName: 'Last Sync Date', description: 'When the alert was last brought in step with its source' }),
	bodyField('source', alertKeyProperties.source, textUpTo(32)),
	bodyField('sourceRef', alertKeyProperties.sourceRef, textUpTo(128)),
	titleField,
	bodyField('type', alertKeyProperties.type, textUpTo(32)),
	...updateTagsFields,
]);

/** What an update can change. */
export const alertUpdateFields = [optionalFields, customFieldsMapper];

export const updateAlert: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update alert',
		description: 'Change fields of an alert',
		routing: {
			request: { method: 'PATCH', url: '/alert/{alertId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/alert/{alertId}', 'alertId')] },
		},
	},
	fields: [
		alertLocator,
		...alertUpdateFields,
		returnRecordField,
	],
	alsoCalls: ['PATCH /alert/_bulk', 'POST /query', 'GET /alert/{alertId}'],
	execute: updateTogether(ALERTS, 'alertId', alertUpdateFields),
};
