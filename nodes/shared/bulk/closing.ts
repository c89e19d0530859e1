import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../body';
import { textUpTo } from '../values';

/** Statuses that end the work on an alert or a case; instances define their own. */
export const closedStatusField: INodeProperties = bodyField(
	'status',
	{
		displayName: 'Closed As Name or ID',
		name: 'closedStatus',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getClosedStatuses' },
		default: '',
		required: true,
		description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	textUpTo(64),
);

/** Statuses of alerts and cases that are worked on. */
export const reopenedStatusField: INodeProperties = bodyField(
	'status',
	{
		displayName: 'Status Name or ID',
		name: 'reopenedStatus',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getOpenStatuses' },
		default: 'InProgress',
		required: true,
		description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	textUpTo(64),
);
