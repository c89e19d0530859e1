import { readBack } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { switchField, textField } from '../../../shared/fields/typed';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { textUpTo } from '../../../shared/values';
import { commonUserFields, organisationNameProperty, profileNameProperty, userNameWords } from './userFields';

export const updateUser: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update user',
		description: 'Change fields of a user',
		routing: {
			request: { method: 'PATCH', url: '/user/{userId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/user/{userId}')] },
		},
	},
	fields: [
		userLocator,
		updateFields('userUpdateFields', [
			...commonUserFields,
			clearFieldsField({ Avatar: 'avatar', 'Default Organisation': 'defaultOrganisation', Email: 'email' }),
			bodyField(
				'defaultOrganisation',
				{ ...organisationNameProperty, displayName: 'Default Organisation Name or ID', name: 'defaultOrganisation' },
				textUpTo(128),
			),
			switchField('locked', { displayName: 'Locked', description: 'Whether the user cannot sign in' }),
			textField('name', 128, userNameWords),
			bodyField('profile', profileNameProperty, textUpTo(64)),
		]),
	],
};
