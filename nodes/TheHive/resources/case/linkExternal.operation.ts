import { readBack } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { linkTypeField, linkUrlField } from './linkFields';

export const linkCaseExternally: Operation = {
	option: {
		name: 'Link External',
		value: 'linkExternal',
		action: 'Link case to URL',
		description: 'Link a case with an address outside, such as a ticket',
		routing: {
			request: { method: 'POST', url: '/case/{caseId}/link/external/add' },
			output: { postReceive: [readBack('/case/{caseId}')] },
		},
	},
	fields: [caseLocator, linkTypeField, linkUrlField],
};
