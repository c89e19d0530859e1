import type { PreSendAction } from 'n8n-workflow';
import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { attachedToFields, attachmentsQuery, RECORDS } from './attachedTo';
import { SIMPLE_ATTACHMENT } from './attachmentFields';

const sendAttachmentsQuery: PreSendAction = async function (options) {
	const start = await attachmentsQuery(this, this.getItemIndex());
	return await sendListQuery(() => start, 'attachment').call(this, options);
};

export const getManyAttachments: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many attachments',
		description: 'List the attachments of an alert, a case, a task log or the knowledge base',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-attachments' } },
			send: { preSend: [sendAttachmentsQuery] },
			output: { postReceive: [simplify(SIMPLE_ATTACHMENT)] },
		},
	},
	fields: [...attachedToFields(RECORDS), ...listQueryFields, simplifyField],
	alsoCalls: ['GET /user/current'],
};
