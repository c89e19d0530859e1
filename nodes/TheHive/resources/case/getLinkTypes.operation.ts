import type { PostReceiveAction } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';

/** TheHive answers a list of texts. */
const asRows: PostReceiveAction = async (items) =>
	items.flatMap(({ json }) => {
		const answer: unknown = json;
		const types: unknown[] = Array.isArray(answer) ? answer : [answer];
		return types.map((type) => ({ json: { type: String(type) } }));
	});

export const getLinkTypes: Operation = {
	option: {
		name: 'Get Link Types',
		value: 'getLinkTypes',
		action: 'Get link types',
		description: 'List the types that links of cases have so far',
		routing: {
			request: { method: 'GET', url: '/case/link/types' },
			output: { postReceive: [asRows] },
		},
	},
	fields: [],
};
