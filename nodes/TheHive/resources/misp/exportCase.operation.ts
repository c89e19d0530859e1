import { succeeded } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const exportCaseToMisp: Operation = {
	option: {
		name: 'Export Case',
		value: 'exportCase',
		action: 'Export case to MISP',
		description: 'Export the indicators of compromise of a case to a MISP server as an event',
		routing: {
			request: { method: 'POST', url: '/connector/misp/export/{caseId}/{mispServer}' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [
		caseLocator,
		{
			displayName: 'MISP Server Name or ID',
			name: 'mispServer',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getMispServers' },
			default: '',
			required: true,
			description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
	],
};
