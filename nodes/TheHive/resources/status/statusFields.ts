import type { IExecuteSingleFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { fieldError } from '../../../shared/fieldError';
import { LONG_TEXT } from '../../../shared/fields/record';
import type { TheHiveContext } from '../../../shared/request';
import { integerField, switchField, textField } from '../../../shared/fields/typed';

/** Alerts and cases have statuses of their own. */
export const statusOfField: INodeProperties = {
	displayName: 'Of',
	name: 'statusOf',
	type: 'options',
	options: [
		{ name: 'Alerts', value: 'alert' },
		{ name: 'Cases', value: 'case' },
	],
	default: 'case',
	description: 'Whether it is a status of alerts or of cases',
};

/**
 * Whose status is meant.
 * @param given value of the form's field
 * @throws NodeOperationError for anything else, which would address other records
 */
export function statusOwner(context: Pick<TheHiveContext, 'getNode'>, itemIndex: number, given: unknown): 'alert' | 'case' {
	if (given === 'alert' || given === 'case') return given;
	throw fieldError(context.getNode(), itemIndex, 'Of', `cannot be '${String(given)}'. Choose one of: alert, case`);
}

export function statusOf(context: IExecuteSingleFunctions): 'alert' | 'case' {
	return statusOwner(context, context.getItemIndex(), context.getNodeParameter('statusOf'));
}

/** preSend: addresses `/alertStatus` instead of the route's `/caseStatus` where a status of alerts is meant. */
export const addressStatus: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	options.url = options.url.replace(/^\/caseStatus/, `/${statusOf(this)}Status`);
	return options;
};

/** The query that gives one status. */
export function getStatusQuery(context: IExecuteSingleFunctions): string {
	return statusOf(context) === 'alert' ? 'getAlertStatus' : 'getCaseStatus';
}

export const STAGES = [
	{ name: 'Closed', value: 'Closed' },
	{ name: 'Imported (Alerts Only)', value: 'Imported' },
	{ name: 'In Progress', value: 'InProgress' },
	{ name: 'New', value: 'New' },
];

/** Optional fields that Create and Update share. */
export const commonStatusFields: INodeProperties[] = [
	textField('colour', 7, { displayName: 'Colour', placeholder: 'e.g. #1e88e5', description: 'Colour of its label, as #rrggbb' }),
	textField('description', LONG_TEXT, { displayName: 'Description', typeOptions: { rows: 2 }, description: 'When to use it' }),
	switchField('hidden', { displayName: 'Hidden', description: 'Whether analysts cannot choose it any more' }),
	integerField('order', { displayName: 'Order', description: 'Place in the list of statuses' }),
];

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_STATUS = ['_id', 'value', 'stage', 'order', 'description', 'colour', 'hidden', '_createdAt'] as const;
