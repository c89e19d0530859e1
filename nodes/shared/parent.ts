import type { INodeProperties } from 'n8n-workflow';
import { alertLocator, caseLocator } from './locators';

const shownFor = (parent: string): INodeProperties['displayOptions'] => ({ show: { parent: [parent] } });

/** The case or alert a record belongs to; paths name it as `{parent}`. */
export const parentFields: INodeProperties[] = [
	{
		displayName: 'In',
		name: 'parent',
		type: 'options',
		options: [
			{ name: 'Alert', value: 'alert' },
			{ name: 'Case', value: 'case' },
		],
		default: 'case',
		description: 'Whether it belongs to a case or to an alert',
	},
	{ ...caseLocator, displayOptions: shownFor('case') },
	{ ...alertLocator, displayOptions: shownFor('alert') },
];
