import { markAlerts } from './readState';

export const markAlertsAsUnread = markAlerts({
	option: {
		name: 'Mark as Unread',
		value: 'markAsUnread',
		action: 'Mark alerts as unread',
		description: 'Make one alert or many new again; an alert that has a case is refused',
	},
	status: 'New',
	verb: 'marked as unread',
	isSo: ({ stage }) => stage === 'New',
	obstacle: ({ caseId }) => (typeof caseId === 'string' ? `The alert belongs to case ${caseId}: unlink it there, and it is new again` : undefined),
});
