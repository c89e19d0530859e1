import type { PreSendAction } from 'n8n-workflow';
import { deleted } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { attachedToFields, attachmentLocator, placeOf, RECORDS } from './attachedTo';

const sendToItsPlace: PreSendAction = async function (options) {
	const { delete: url } = placeOf(this, this.getItemIndex(), RECORDS);
	return { ...options, ...(url === undefined ? {} : { url }) };
};

export const deleteAttachment: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete attachment',
		description: 'Delete an attachment of an alert, a case, a task log or the knowledge base permanently',
		routing: {
			request: { method: 'DELETE', url: '/case/{caseId}/attachment/{attachmentId}' },
			send: { preSend: [sendToItsPlace] },
			output: { postReceive: [deleted('attachmentId')] },
		},
	},
	fields: [...attachedToFields(RECORDS), attachmentLocator],
	alsoCalls: [
		'DELETE /alert/{alertId}/attachment/{attachmentId}',
		'DELETE /attachment/{attachmentId}',
		'DELETE /log/{logId}/attachments/{attachmentId}',
	],
};
