import { simplify } from '../../../shared/answers';
import { functionLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_FUNCTION } from './functionFields';

export const getFunction: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get function',
		description: 'Get one function; with its definition where Simplify is off',
		routing: {
			request: { method: 'GET', url: '/function/{functionId}' },
			output: { postReceive: [simplify(SIMPLE_FUNCTION)] },
		},
	},
	fields: [functionLocator, simplifyField],
};
