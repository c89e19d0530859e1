import { bodyField } from '../../../shared/body';
import { additionalFields } from '../../../shared/fields/collections';
import { choiceField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { asPermissions, permissionsProperty, profileNameWords } from './profileFields';

const PROFILE_TYPES = [
	{ name: 'Admin', value: 'Admin' },
	{ name: 'External', value: 'External' },
	{ name: 'Organisation', value: 'Organisation' },
];

export const createProfile: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create profile',
		description: 'Create a profile: a named set of permissions',
		routing: { request: { method: 'POST', url: '/profile' } },
	},
	fields: [
		textField('name', 64, { ...profileNameWords, name: 'profileName', required: true }),
		additionalFields('profileCreateFields', [
			bodyField('permissions', permissionsProperty, asPermissions),
			choiceField('type', PROFILE_TYPES, { displayName: 'Type', description: 'Whose profile it can be: users of organisations, administrators of the platform, or external users' }, 'Organisation'),
		]),
	],
};
