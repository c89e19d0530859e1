import type { Operation } from '../../../shared/operation';

export const getPlatformStatistics: Operation = {
	option: {
		name: 'Get Statistics',
		value: 'getStatistics',
		action: 'Get platform statistics',
		description: 'Get the state of indexes and integrity checks together',
		routing: { request: { method: 'GET', url: '/admin/stats' } },
	},
	fields: [],
};
