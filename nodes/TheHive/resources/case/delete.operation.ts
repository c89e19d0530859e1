import { deleted } from '../../../shared/answers';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteCase: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete case',
		description: 'Delete a case permanently',
		routing: {
			request: { method: 'DELETE', url: '/case/{caseId}' },
			output: { postReceive: [deleted('caseId')] },
		},
	},
	fields: [caseLocator],
};
