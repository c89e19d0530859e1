import { getByPath } from '../../../shared/getRecord';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_USER } from './userFields';

const record = getByPath('/user/{userId}', SIMPLE_USER);

export const getUser: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get user',
		description: 'Get one user by ID or login',
		routing: record.routing,
	},
	fields: [userLocator, simplifyField],
	execute: record.execute,
};
