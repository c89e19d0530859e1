import type { Operation } from '../../../shared/operation';

export const getPublicStatus: Operation = {
	option: {
		name: 'Get Public Status',
		value: 'getPublicStatus',
		action: 'Get public platform status',
		description: 'Get what TheHive tells everyone: its version and the ways to sign in',
		routing: { request: { method: 'GET', url: '/status/public' } },
	},
	fields: [],
};
