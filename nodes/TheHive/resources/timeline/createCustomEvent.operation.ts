import { additionalFields } from '../../../shared/fields/collections';
import { descriptionField } from '../../../shared/fields/record';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { eventEndDateField, requiredEventDateField, requiredEventTitleField } from './customEventFields';

export const createCustomEvent: Operation = {
	option: {
		name: 'Create Custom Event',
		value: 'createCustomEvent',
		action: 'Create custom event in timeline',
		description: 'Put an event of your own into the timeline of a case',
		routing: { request: { method: 'POST', url: '/case/{caseId}/customEvent' } },
	},
	fields: [
		caseLocator,
		requiredEventTitleField,
		requiredEventDateField,
		additionalFields('customEventCreateFields', [descriptionField, eventEndDateField]),
	],
};
