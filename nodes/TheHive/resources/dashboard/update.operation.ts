import { readBack } from '../../../shared/answers';
import { sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { LONG_TEXT, titleField } from '../../../shared/fields/record';
import { choiceField, jsonObjectField, textField } from '../../../shared/fields/typed';
import { dashboardLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { commonDashboardFields, dashboardDefinitionWords, dashboardDescriptionWords, dashboardStatusWords, DASHBOARD_STATUSES } from './dashboardFields';

export const updateDashboard: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update dashboard',
		description: 'Change fields of a dashboard',
		routing: {
			request: { method: 'PATCH', url: '/dashboard/{dashboardId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/dashboard/{dashboardId}')] },
		},
	},
	fields: [
		dashboardLocator,
		updateFields('dashboardUpdateFields', [
			...commonDashboardFields,
			jsonObjectField('definition', dashboardDefinitionWords),
			textField('description', LONG_TEXT, dashboardDescriptionWords),
			choiceField('status', DASHBOARD_STATUSES, dashboardStatusWords, 'Private'),
			titleField,
		]),
	],
};
