import { readBack } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { linkTypeField, linkUrlField } from './linkFields';

export const unlinkCaseExternally: Operation = {
	option: {
		name: 'Unlink External',
		value: 'unlinkExternal',
		action: 'Unlink case from URL',
		description: 'Take away a link to an address outside',
		routing: {
			request: { method: 'POST', url: '/case/{caseId}/link/external/remove' },
			output: { postReceive: [readBack('/case/{caseId}')] },
		},
	},
	fields: [caseLocator, linkTypeField, linkUrlField],
};
