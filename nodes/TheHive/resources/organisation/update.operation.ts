import { readBack } from '../../../shared/answers';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { textField } from '../../../shared/fields/typed';
import { organisationLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonOrganisationFields, organisationDescriptionWords, organisationNameWords } from './organisationFields';

export const updateOrganisation: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update organisation',
		description: 'Change fields of an organisation',
		routing: {
			request: { method: 'PATCH', url: '/organisation/{organisationId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/organisation/{organisationId}')] },
		},
	},
	fields: [
		organisationLocator,
		updateFields('organisationUpdateFields', [
			...commonOrganisationFields,
			textField('avatar', 4_000_000, { displayName: 'Avatar', description: 'Picture of the organisation, as base64 text' }),
			clearFieldsField({ Avatar: 'avatar' }),
			textField('description', LONG_TEXT, organisationDescriptionWords),
			textField('name', 64, organisationNameWords),
		]),
	],
};
