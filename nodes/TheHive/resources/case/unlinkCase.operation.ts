import { readBack } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { linkedCaseLocator, linkTypeField, sendLinkedCase } from './linkFields';

export const unlinkCaseFromCase: Operation = {
	option: {
		name: 'Unlink Case',
		value: 'unlinkCase',
		action: 'Unlink case from case',
		description: 'Take away a link between two cases, on both of them',
		routing: {
			request: { method: 'POST', url: '/case/{caseId}/link/case/remove' },
			send: { preSend: [sendLinkedCase] },
			output: { postReceive: [readBack('/case/{caseId}')] },
		},
	},
	fields: [caseLocator, linkTypeField, linkedCaseLocator],
};
