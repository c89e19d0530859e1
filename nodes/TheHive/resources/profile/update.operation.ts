import { readBack } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import { profileLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { nonEmpty } from '../../../shared/values';
import { asPermissions, permissionsProperty, profileNameWords } from './profileFields';

export const updateProfile: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update profile',
		description: 'Change the name of a profile or set its permissions, for all users that have it',
		routing: {
			request: { method: 'PATCH', url: '/profile/{profileId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/profile/{profileId}')] },
		},
	},
	fields: [profileLocator, updateFields('profileUpdateFields', [bodyField('permissions', permissionsProperty, nonEmpty(asPermissions)), textField('name', 64, profileNameWords)])],
};
