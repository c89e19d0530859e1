import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_USER } from './userFields';

export const getCurrentUser: Operation = {
	option: {
		name: 'Get Current',
		value: 'getCurrent',
		action: 'Get current user',
		description: 'Get the user of the credential, with its permissions where Simplify is off',
		routing: {
			request: { method: 'GET', url: '/user/current' },
			output: { postReceive: [simplify(SIMPLE_USER)] },
		},
	},
	fields: [simplifyField],
};
