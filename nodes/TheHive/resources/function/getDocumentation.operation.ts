import type { Operation } from '../../../shared/operation';

export const getFunctionDocumentation: Operation = {
	option: {
		name: 'Get Documentation',
		value: 'getDocumentation',
		action: 'Get documentation of functions',
		description: "Describe the 'context' that functions can call TheHive with",
		routing: { request: { method: 'GET', url: '/function/_context/documentation' } },
	},
	fields: [],
};
