import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_DASHBOARD } from './dashboardFields';

export const getManyDashboards: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many dashboards',
		description: 'Search the dashboards that the user can see',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-dashboards' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listDashboard' }], 'dashboard')] },
			output: { postReceive: [simplify(SIMPLE_DASHBOARD)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
