import { deleted } from '../../../shared/answers';
import { caseReportTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteReportTemplate: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete case report template',
		description: 'Delete a report template permanently; its reports stay',
		routing: {
			request: { method: 'DELETE', url: '/caseReportTemplate/{caseReportTemplateId}' },
			output: { postReceive: [deleted('caseReportTemplateId')] },
		},
	},
	fields: [caseReportTemplateLocator],
};
