import type { Operation } from '../../../shared/operation';

export const getReportFormats: Operation = {
	option: {
		name: 'Get Formats',
		value: 'getFormats',
		action: 'Get formats of case reports',
		description: 'List the formats that this TheHive can write reports in',
		routing: { request: { method: 'GET', url: '/caseReport/formats' } },
	},
	fields: [],
};
