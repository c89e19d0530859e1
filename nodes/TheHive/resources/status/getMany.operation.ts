import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_STATUS, statusOfField, statusOwner } from './statusFields';

export const getManyStatuses: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many statuses',
		description: 'Search the statuses that alerts or cases can have',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-statuses' } },
			send: {
				preSend: [
					sendListQuery(
						(read, context, itemIndex) => [
							{ _name: statusOwner(context, itemIndex, read('statusOf')) === 'alert' ? 'listAlertStatus' : 'listCaseStatus' },
						],
						'caseStatus',
					),
				],
			},
			output: { postReceive: [simplify(SIMPLE_STATUS)] },
		},
	},
	fields: [statusOfField, ...listQueryFields, simplifyField],
};
