import type { Operation } from '../../../shared/operation';

export const getPasswordPolicy: Operation = {
	option: {
		name: 'Get Password Policy',
		value: 'getPasswordPolicy',
		action: 'Get password policy',
		description: 'Tell what passwords of local users must be like',
		routing: { request: { method: 'GET', url: '/auth/local/passwordPolicy' } },
	},
	fields: [],
};
