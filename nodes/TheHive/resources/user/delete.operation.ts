import type { IExecuteSingleFunctions, PreSendAction } from 'n8n-workflow';
import { deleted } from '../../../shared/answers';
import { fieldError } from '../../../shared/fieldError';
import { organisationLocator, userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';

/** An organisation that turns out empty must never become "everywhere". */
const sendOrganisation: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const from = this.getNodeParameter('deleteFrom');
	if (from === 'everywhere') return options;
	if (from !== 'organisation') {
		throw fieldError(this.getNode(), this.getItemIndex(), 'Delete From', `cannot be '${String(from)}'. Choose one of: everywhere, organisation`);
	}
	const organisation = idFrom(this.getNode(), this.getItemIndex(), 'organisationId', this.getNodeParameter('organisationId'));
	options.qs = { ...options.qs, organisation };
	return options;
};

export const deleteUser: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete user',
		description: 'Delete a user permanently, from one organisation or from all; to keep what the user did, lock the user',
		routing: {
			request: { method: 'DELETE', url: '/user/{userId}/force' },
			send: { preSend: [sendOrganisation] },
			output: { postReceive: [deleted('userId')] },
		},
	},
	fields: [
		userLocator,
		{
			displayName: 'Delete From',
			name: 'deleteFrom',
			type: 'options',
			options: [
				{ name: 'All Organisations', value: 'everywhere' },
				{ name: 'One Organisation', value: 'organisation' },
			],
			default: 'everywhere',
			description: 'Whether the user shall be gone, or only leave one organisation',
		},
		{ ...organisationLocator, displayOptions: { show: { deleteFrom: ['organisation'] } } },
	],
};
