import { deleted } from '../../../shared/answers';
import { dashboardLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteDashboard: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete dashboard',
		description: 'Delete a dashboard permanently',
		routing: {
			request: { method: 'DELETE', url: '/dashboard/{dashboardId}' },
			output: { postReceive: [deleted('dashboardId')] },
		},
	},
	fields: [dashboardLocator],
};
