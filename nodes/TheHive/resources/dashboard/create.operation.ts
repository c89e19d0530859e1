import { additionalFields } from '../../../shared/fields/collections';
import { LONG_TEXT, requiredTitleField } from '../../../shared/fields/record';
import { choiceField, jsonObjectField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { commonDashboardFields, dashboardDefinitionWords, dashboardDescriptionWords, dashboardStatusWords, DASHBOARD_STATUSES } from './dashboardFields';

export const createDashboard: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create dashboard',
		description: 'Create a dashboard, for instance from a definition in a repository',
		routing: { request: { method: 'POST', url: '/dashboard' } },
	},
	fields: [
		requiredTitleField,
		textField('description', LONG_TEXT, { ...dashboardDescriptionWords, name: 'dashboardDescription', required: true }),
		choiceField('status', DASHBOARD_STATUSES, { ...dashboardStatusWords, name: 'dashboardStatus', required: true }, 'Private'),
		jsonObjectField('definition', { ...dashboardDefinitionWords, name: 'dashboardDefinition', required: true }),
		additionalFields('dashboardCreateFields', commonDashboardFields),
	],
};
