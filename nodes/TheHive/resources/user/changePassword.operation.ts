import { succeeded } from '../../../shared/answers';
import { textField } from '../../../shared/fields/typed';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { newPasswordField } from './passwordFields';

export const changeUserPassword: Operation = {
	option: {
		name: 'Change Password',
		value: 'changePassword',
		action: 'Change password of user',
		description: 'Change the password of the own user, who proves to know the current one',
		routing: {
			request: { method: 'POST', url: '/user/{userId}/password/change' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [
		userLocator,
		newPasswordField,
		textField('currentPassword', 128, { displayName: 'Current Password', typeOptions: { password: true }, required: true }),
	],
};
