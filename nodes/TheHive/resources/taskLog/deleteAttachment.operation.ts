import { deleted } from '../../../shared/answers';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { attachmentLocator, fixedPlace } from '../attachment/attachedTo';

export const deleteLogAttachment: Operation = {
	option: {
		name: 'Delete Attachment',
		value: 'deleteAttachment',
		action: 'Delete attachment of task log',
		description: 'Delete a file that is attached to an entry of a task\'s log permanently',
		routing: {
			request: { method: 'DELETE', url: '/log/{logId}/attachments/{attachmentId}' },
			output: { postReceive: [deleted('attachmentId')] },
		},
	},
	fields: [fixedPlace('taskLog'), logLocator, attachmentLocator],
};
