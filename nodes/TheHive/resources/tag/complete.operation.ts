import type { IExecuteSingleFunctions, INodeExecutionData, INodeProperties, IN8nHttpFullResponse, PreSendAction } from 'n8n-workflow';
import { fieldError, fitting } from '../../../shared/fieldError';
import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit } from '../../../shared/query/listFields';
import { asInteger, asText } from '../../../shared/values';

const beginningProperty: INodeProperties = {
	displayName: 'Beginning',
	name: 'tagBeginning',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. phish',
	description: 'Part of the tag, in any case',
};

/** How many, without Return All: TheHive completes up to a limit. */
const [, limitProperty] = returnAllAndLimit;
const limitField: INodeProperties[] = limitProperty ? [{ ...limitProperty, displayOptions: {} }] : [];

const sendBeginning: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const given = fitting(() => asText(this.getNodeParameter(beginningProperty.name, '')));
	const problem = given.ok ? (given.value === undefined ? 'is empty' : undefined) : given.problem;
	if (!given.ok || problem !== undefined) throw fieldError(this.getNode(), this.getItemIndex(), beginningProperty.displayName, problem ?? 'is empty');
	const limit = fitting(() => asInteger(this.getNodeParameter('limit', 50)));
	if (!limit.ok) throw fieldError(this.getNode(), this.getItemIndex(), 'Limit', limit.problem);
	return { ...options, body: { query: [{ _name: 'tagAutoComplete', freeTag: given.value, limit: limit.value }] } };
};

/** TheHive answers with bare texts: here an item for each. */
async function perTag(this: IExecuteSingleFunctions, _items: INodeExecutionData[], { body }: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const tags: unknown[] = Array.isArray(body) ? body : [];
	return tags.map((tag) => ({ json: { tag: String(tag) } }));
}

export const completeTag: Operation = {
	option: {
		name: 'Complete',
		value: 'complete',
		action: 'Complete tag',
		description: 'Suggest tags in use, from a part of their text',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'complete-tag' } },
			send: { preSend: [sendBeginning] },
			output: { postReceive: [perTag] },
		},
	},
	fields: [beginningProperty, ...limitField],
};
