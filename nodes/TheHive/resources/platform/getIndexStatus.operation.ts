import type { Operation } from '../../../shared/operation';

export const getIndexStatus: Operation = {
	option: {
		name: 'Get Index Status',
		value: 'getIndexStatus',
		action: 'Get index status',
		description: 'Tell whether the search index holds all records',
		routing: { request: { method: 'GET', url: '/admin/index/status' } },
	},
	fields: [],
};
