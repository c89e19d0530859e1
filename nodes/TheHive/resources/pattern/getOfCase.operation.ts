import { limited, simplify } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit, simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PATTERN } from './patternFields';

export const getPatternsOfCase: Operation = {
	option: {
		name: 'Get Patterns of Case',
		value: 'getPatternsOfCase',
		action: 'Get patterns of case',
		description: 'List the techniques that the procedures of a case name',
		routing: {
			request: { method: 'GET', url: '/pattern/case/{caseId}' },
			output: { postReceive: [limited, simplify(SIMPLE_PATTERN)] },
		},
	},
	fields: [caseLocator, ...returnAllAndLimit, simplifyField],
};
