import { simplify } from '../../../shared/answers';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_USER } from './userFields';

export const getUser: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get user',
		description: 'Get one user by ID or login',
		routing: {
			request: { method: 'GET', url: '/user/{userId}' },
			output: { postReceive: [simplify(SIMPLE_USER)] },
		},
	},
	fields: [userLocator, simplifyField],
};
