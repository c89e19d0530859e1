import { integerField, textField } from '../../../shared/fields/typed';

export const DASHBOARD_STATUSES = [
	{ name: 'Private', value: 'Private' },
	{ name: 'Shared', value: 'Shared' },
];

export const dashboardDefinitionWords = { displayName: 'Definition (JSON)', description: 'Its widgets and period, as an exported dashboard shows them' };

export const dashboardStatusWords = { displayName: 'Status', description: 'Whether only the owner sees it or everyone in the organisation' };

export const dashboardDescriptionWords = { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the dashboard shows' };

/** Optional fields that Create and Update share. */
export const commonDashboardFields = [
	textField('group', 32, { displayName: 'Group', placeholder: 'e.g. Weekly', description: 'Heading under which TheHive lists the dashboard' }),
	integerField('version', { displayName: 'Version', description: 'Version of the definition' }, 1),
];

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_DASHBOARD = ['_id', 'title', 'group', 'description', 'status', 'owner', 'writable', 'version', '_createdAt', '_updatedAt'] as const;
