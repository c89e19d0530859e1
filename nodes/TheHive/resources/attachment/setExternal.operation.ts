import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { idFrom } from '../../../shared/path';
import type { Operation } from '../../../shared/operation';
import { theHiveQuery } from '../../../shared/request';
import { asBoolean } from '../../../shared/values';
import { attachmentLocator, attachmentsQuery, fixedPlace, ownerPickers } from './attachedTo';

/** TheHive answers with an empty 204 and has no address for one attachment's record. */
async function readAttachment(this: IExecuteSingleFunctions) {
	const itemIndex = this.getItemIndex();
	const _value = idFrom(this.getNode(), itemIndex, 'attachmentId', this.getNodeParameter('attachmentId'));
	const query = [
		...(await attachmentsQuery(this, itemIndex)),
		{ _name: 'filter', _or: [{ _eq: { _field: '_id', _value } }, { _eq: { _field: 'id', _value } }] },
	];
	const [row] = await theHiveQuery(this, query, 'read-attachment', { itemIndex, holdsPlace: true });
	return [{ json: row ?? { success: true, _id: _value } }];
}

export const setAttachmentExternal: Operation = {
	option: {
		name: 'Set External',
		value: 'setExternal',
		action: 'Set external mark of attachment',
		description: 'Show an attachment of a case in the portal for external users, or hide it there',
		routing: {
			request: { method: 'PATCH', url: '/case/{caseId}/attachment/{attachmentId}' },
			output: { postReceive: [readAttachment] },
		},
	},
	fields: [
		// TheHive changes attachments of cases only
		fixedPlace('case'),
		...ownerPickers(['case']),
		attachmentLocator,
		bodyField(
			'external',
			{ displayName: 'External', name: 'external', type: 'boolean', default: true, description: 'Whether external users may see the attachment' },
			asBoolean,
		),
	],
	alsoCalls: ['POST /query'],
};
