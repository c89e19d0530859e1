import { bodyField } from '../../../shared/body';
import { additionalFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { textUpTo } from '../../../shared/values';
import { commonUserFields, loginWords, profileNameProperty, userNameWords } from './userFields';

export const createUser: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create user',
		description: 'Create a user in an organisation',
		routing: { request: { method: 'POST', url: '/user' } },
	},
	fields: [
		textField('login', 128, { ...loginWords, required: true }),
		textField('name', 128, { ...userNameWords, name: 'userName', required: true }),
		bodyField('profile', { ...profileNameProperty, required: true }, textUpTo(64)),
		additionalFields('userCreateFields', [
			...commonUserFields,
			textField('password', 128, { displayName: 'Password', typeOptions: { password: true }, description: 'First password; none for users that sign in otherwise' }),
		]),
	],
};
