import { deleted } from '../../../shared/answers';
import { statusLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { addressStatus, statusOfField } from './statusFields';

export const deleteStatus: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete status',
		description: 'Delete a status; TheHive refuses it for one in use',
		routing: {
			request: { method: 'DELETE', url: '/caseStatus/{statusId}' },
			send: { preSend: [addressStatus] },
			output: { postReceive: [deleted('statusId')] },
		},
	},
	fields: [statusOfField, statusLocator],
	alsoCalls: ['DELETE /alertStatus/{id}'],
};
