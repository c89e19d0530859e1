import { simplify } from '../../../shared/answers';
import { patternLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PATTERN } from './patternFields';

export const getPattern: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get pattern',
		description: 'Get one technique of ATT&CK by its ID',
		routing: {
			request: { method: 'GET', url: '/pattern/{patternId}' },
			output: { postReceive: [simplify(SIMPLE_PATTERN)] },
		},
	},
	fields: [patternLocator, simplifyField],
};
