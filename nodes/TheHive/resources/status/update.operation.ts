import { sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { statusLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { addressStatus, commonStatusFields, getStatusQuery, statusOfField } from './statusFields';

export const updateStatus: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update status',
		description: 'Change how a status looks and whether it can be chosen',
		routing: {
			request: { method: 'PATCH', url: '/caseStatus/{statusId}' },
			send: { preSend: [addressStatus, sendUpdate] },
			output: { postReceive: [readBackByQuery(getStatusQuery, 'statusId')] },
		},
	},
	fields: [statusOfField, statusLocator, updateFields('statusUpdateFields', commonStatusFields)],
	alsoCalls: ['PATCH /alertStatus/{id}', 'POST /query'],
};
