import type { Operation } from '../../../shared/operation';

export const getMispStatus: Operation = {
	option: {
		name: 'Get Status',
		value: 'getStatus',
		action: 'Get status of MISP',
		description: 'Tell which MISP servers TheHive is connected to, and whether they answer',
		routing: { request: { method: 'GET', url: '/connector/misp/status' } },
	},
	fields: [],
};
