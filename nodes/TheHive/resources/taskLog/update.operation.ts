import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { messageField } from '../../../shared/fields/message';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { includeInTimelineField } from './logFields';

export const updateLog: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update task log',
		description: 'Change the text of a log entry, or whether the timeline shows it',
		routing: {
			request: { method: 'PATCH', url: '/log/{logId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBackByQuery('getLog', 'logId')] },
		},
	},
	fields: [logLocator, updateFields('logUpdateFields', [messageField, includeInTimelineField, clearFieldsField({ 'Show in Timeline At': 'includeInTimeline' })])],
	alsoCalls: ['POST /query'],
};
