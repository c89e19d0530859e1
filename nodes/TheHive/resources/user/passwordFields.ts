import { textField } from '../../../shared/fields/typed';

export const newPasswordField = textField('password', 128, {
	displayName: 'New Password',
	name: 'newPassword',
	typeOptions: { password: true },
	required: true,
	description: 'Give it by an expression that reads it from a vault: what is typed here is saved in the workflow',
});
