import { deleted } from '../../../shared/answers';
import { caseReportLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteCaseReport: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete case report',
		description: 'Delete a report of a case permanently',
		routing: {
			request: { method: 'DELETE', url: '/caseReport/{caseReportId}' },
			output: { postReceive: [deleted('caseReportId')] },
		},
	},
	fields: [caseReportLocator],
};
