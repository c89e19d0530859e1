import { readBack } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { linkedCaseLocator, linkTypeField, sendLinkedCase } from './linkFields';

export const linkCaseToCase: Operation = {
	option: {
		name: 'Link to Case',
		value: 'linkToCase',
		action: 'Link case to case',
		description: 'Link two cases with each other; both show the link',
		routing: {
			request: { method: 'POST', url: '/case/{caseId}/link/case/add' },
			send: { preSend: [sendLinkedCase] },
			output: { postReceive: [readBack('/case/{caseId}')] },
		},
	},
	fields: [caseLocator, linkTypeField, linkedCaseLocator],
};
