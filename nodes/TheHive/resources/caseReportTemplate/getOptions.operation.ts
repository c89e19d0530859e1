import type { Operation } from '../../../shared/operation';

export const getReportTemplateOptions: Operation = {
	option: {
		name: 'Get Options',
		value: 'getOptions',
		action: 'Get options of case report templates',
		description: 'List the widgets and fields that a definition can use',
		routing: { request: { method: 'GET', url: '/caseReportTemplate/_info' } },
	},
	fields: [],
};
