import { simplify } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_CASE } from './caseFields';

export const getCase: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get case',
		description: 'Get one case',
		routing: {
			request: { method: 'GET', url: '/case/{caseId}' },
			output: { postReceive: [simplify(SIMPLE_CASE)] },
		},
	},
	fields: [caseLocator, simplifyField],
};
