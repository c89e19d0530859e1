import type { Operation } from '../../../shared/operation';

export const getCheckStatistics: Operation = {
	option: {
		name: 'Get Check Statistics',
		value: 'getCheckStatistics',
		action: 'Get check statistics',
		description: 'Get the results of the last integrity checks',
		routing: { request: { method: 'GET', url: '/admin/check/stats' } },
	},
	fields: [],
};
