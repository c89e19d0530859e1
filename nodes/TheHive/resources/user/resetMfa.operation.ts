import { readBack } from '../../../shared/answers';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const resetUserMfa: Operation = {
	option: {
		name: 'Reset Second Factor',
		value: 'resetMfa',
		action: 'Reset second factor of user',
		description: 'Remove the second factor (TOTP) of a user who lost the device',
		routing: {
			request: { method: 'POST', url: '/auth/totp/unset/{userId}' },
			output: { postReceive: [readBack('/user/{userId}')] },
		},
	},
	fields: [userLocator],
};
