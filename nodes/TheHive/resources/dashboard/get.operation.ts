import { simplify } from '../../../shared/answers';
import { dashboardLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_DASHBOARD } from './dashboardFields';

export const getDashboard: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get dashboard',
		description: 'Get one dashboard; with its definition where Simplify is off',
		routing: {
			request: { method: 'GET', url: '/dashboard/{dashboardId}' },
			output: { postReceive: [simplify(SIMPLE_DASHBOARD)] },
		},
	},
	fields: [dashboardLocator, simplifyField],
};
