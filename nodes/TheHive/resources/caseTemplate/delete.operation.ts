import { deleted } from '../../../shared/answers';
import { caseTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteCaseTemplate: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete case template',
		description: 'Delete a case template permanently; cases made of it stay',
		routing: {
			request: { method: 'DELETE', url: '/caseTemplate/{caseTemplateId}' },
			output: { postReceive: [deleted('caseTemplateId')] },
		},
	},
	fields: [caseTemplateLocator],
};
