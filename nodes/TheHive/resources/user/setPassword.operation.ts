import { succeeded } from '../../../shared/answers';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { newPasswordField } from './passwordFields';

export const setUserPassword: Operation = {
	option: {
		name: 'Set Password',
		value: 'setPassword',
		action: 'Set password of user',
		description: 'Give a user a new password as an administrator',
		routing: {
			request: { method: 'POST', url: '/user/{userId}/password/set' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [userLocator, newPasswordField],
};
