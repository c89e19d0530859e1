import { limited, simplify } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit, simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_SHARE } from './shareFields';

export const getSharesOfCase: Operation = {
	option: {
		name: 'Get Shares of Case',
		value: 'getSharesOfCase',
		action: 'Get shares of case',
		description: 'List the organisations a case is shared with; its owner is not among them',
		routing: {
			request: { method: 'GET', url: '/case/{caseId}/shares' },
			output: { postReceive: [limited, simplify(SIMPLE_SHARE)] },
		},
	},
	fields: [caseLocator, ...returnAllAndLimit, simplifyField],
};
