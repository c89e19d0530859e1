import type { PreSendAction } from 'n8n-workflow';
import { fieldError } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { choiceField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';
import { addressStatus, commonStatusFields, STAGES, statusOf, statusOfField } from './statusFields';

/** Cases are never imported: TheHive has that stage for alerts only. */
const refuseImportedCases: PreSendAction = async function (options) {
	if (isObject(options.body) && options.body.stage === 'Imported' && statusOf(this) === 'case') {
		throw fieldError(this.getNode(), this.getItemIndex(), 'Stage', "is 'Imported', which only alerts have");
	}
	return options;
};

export const createStatus: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create status',
		description: 'Add a status that alerts or cases can have',
		routing: {
			request: { method: 'POST', url: '/caseStatus' },
			send: { preSend: [addressStatus, refuseImportedCases] },
		},
	},
	fields: [
		statusOfField,
		textField('value', 64, { displayName: 'Status Value', name: 'statusValue', required: true, placeholder: 'e.g. WaitingForCustomer', description: 'What the status field of records will hold' }),
		choiceField('stage', STAGES, { displayName: 'Stage', required: true, description: 'What the status counts as' }, 'InProgress'),
		additionalFields('statusCreateFields', commonStatusFields),
	],
	alsoCalls: ['POST /alertStatus'],
};
