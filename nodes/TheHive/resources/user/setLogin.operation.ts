import { readBack } from '../../../shared/answers';
import { textField } from '../../../shared/fields/typed';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { loginWords } from './userFields';

export const setUserLogin: Operation = {
	option: {
		name: 'Set Login',
		value: 'setLogin',
		action: 'Set login of user',
		description: 'Change the login of a user',
		routing: {
			request: { method: 'POST', url: '/user/{userId}/login/set' },
			// by the new login: the old one may be how the user was named
			output: { postReceive: [readBack('/user/{newLogin}')] },
		},
	},
	fields: [userLocator, textField('login', 128, { ...loginWords, displayName: 'New Login', name: 'newLogin', required: true })],
};
