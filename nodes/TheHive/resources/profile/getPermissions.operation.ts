import type { Operation } from '../../../shared/operation';

export const getManyPermissions: Operation = {
	option: {
		name: 'Get Permissions',
		value: 'getPermissions',
		action: 'Get permissions',
		description: 'List all permissions that a profile can give',
		routing: { request: { method: 'GET', url: '/permission' } },
	},
	fields: [],
};
