import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { descriptionField } from '../../../shared/fields/record';
import { customEventLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { eventDateField, eventEndDateField, eventTitleField } from './customEventFields';

export const updateCustomEvent: Operation = {
	option: {
		name: 'Update Custom Event',
		value: 'updateCustomEvent',
		action: 'Update custom event of timeline',
		description: 'Change an event of your own in a timeline',
		routing: {
			request: { method: 'PATCH', url: '/customEvent/{customEventId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBackByQuery('getCustomEvent', 'customEventId')] },
		},
	},
	fields: [
		customEventLocator,
		updateFields('customEventUpdateFields', [
			clearFieldsField({ Description: 'description', 'End Date': 'endDate' }),
			eventDateField,
			descriptionField,
			eventEndDateField,
			eventTitleField,
		]),
	],
	alsoCalls: ['POST /query'],
};
