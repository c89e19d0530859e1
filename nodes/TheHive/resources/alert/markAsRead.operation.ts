import { markAlerts } from './readState';

export const markAlertsAsRead = markAlerts({
	option: {
		name: 'Mark as Read',
		value: 'markAsRead',
		action: 'Mark alerts as read',
		description: 'Take one new alert or many off the list of what is to be looked at; alerts in work, closed or imported stay as they are',
	},
	status: 'Ignored',
	verb: 'marked as read',
	isSo: ({ stage }) => stage !== 'New',
	obstacle: () => undefined,
});
