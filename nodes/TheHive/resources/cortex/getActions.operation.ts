import type { PostReceiveAction } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';
import { objectLocator, objectTypeField } from './cortexFields';
import { readableAction } from './actions';

const readable: PostReceiveAction = async (items) =>
	items.flatMap(({ json }) => {
		const answer: unknown = json;
		const rows: unknown[] = Array.isArray(answer) ? answer : [answer];
		return rows.filter(isObject).map((row) => ({ json: readableAction(row) }));
	});

export const getActions: Operation = {
	option: {
		name: 'Get Actions',
		value: 'getActions',
		action: 'Get actions',
		description: 'List the responders that were run on a record, with their reports',
		routing: {
			request: { method: 'GET', url: '/connector/cortex/action/{objectType}/{objectId}' },
			output: { postReceive: [readable] },
		},
	},
	fields: [objectTypeField, objectLocator],
};
