import type { Operation } from '../../../shared/operation';

export const getLicense: Operation = {
	option: {
		name: 'Get License',
		value: 'getLicense',
		action: 'Get license',
		description: 'Get the license in use: its plan, its end and what it allows',
		routing: { request: { method: 'GET', url: '/license/current' } },
	},
	fields: [],
};
