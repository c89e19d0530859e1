import type { Operation } from '../../../shared/operation';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { startWithin, withinOneOf } from '../../../shared/query/within';

export const getManyCaseReports: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many case reports',
		description: 'Search the reports of a case, or of all cases',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-case-reports' } },
			send: { preSend: [sendListQuery(startWithin({ all: ['listCaseReport'], case: ['caseReports'] }), 'caseReport')] },
		},
	},
	fields: [...withinOneOf(['all', 'case']), ...listQueryFields],
};
