import type { INodeProperties } from 'n8n-workflow';

/** Formats that this TheHive can write; `GET /caseReport/formats`. */
export const reportFormatProperty: INodeProperties = {
	displayName: 'Format Name or ID',
	name: 'reportFormat',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getReportFormats' },
	default: '',
	required: true,
	description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};
