import { readBack } from '../../../shared/answers';
import { textField } from '../../../shared/fields/typed';
import { dashboardLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const changeDashboardOwner: Operation = {
	option: {
		name: 'Change Owner',
		value: 'changeOwner',
		action: 'Change owner of dashboard',
		description: 'Hand a dashboard over to another user',
		routing: {
			request: { method: 'POST', url: '/dashboard/{dashboardId}/owner' },
			output: { postReceive: [readBack('/dashboard/{dashboardId}')] },
		},
	},
	fields: [
		dashboardLocator,
		textField('user', 128, { displayName: 'New Owner', name: 'newOwner', required: true, placeholder: 'e.g. analyst@example.org', description: 'Login of the user who shall own it' }),
	],
};
