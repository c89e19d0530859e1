import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { asId } from '../../../shared/path';
import { queryField } from '../../../shared/queryField';
import { simplifyField } from '../../../shared/query/listFields';
import { asInteger, isObject } from '../../../shared/values';
import { SIMPLE_AUDIT } from './auditFields';

/** TheHive puts each audit under `base` beside counts of what it entailed: one object is easier to work with. */
async function flattened(this: IExecuteSingleFunctions, _items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const rows: unknown[] = Array.isArray(response.body) ? response.body : [];
	return rows.filter(isObject).map(({ base, summary }) => ({ json: { ...(isObject(base) ? base : {}), summary } }));
}

export const getLiveFeed: Operation = {
	option: {
		name: 'Get Live Feed',
		value: 'getLiveFeed',
		action: 'Get live feed',
		description: 'List the newest main actions of the last day, as the live feed of TheHive shows them',
		routing: {
			request: { method: 'GET', url: '/flow' },
			output: { postReceive: [flattened, simplify(SIMPLE_AUDIT)] },
		},
	},
	fields: [
		queryField(
			'rootId',
			{
				displayName: 'Case or Alert ID',
				name: 'feedRootId',
				type: 'string',
				default: '',
				placeholder: 'e.g. ~4104',
				description: 'Only what was done in this case or alert; everything if empty',
			},
			asId,
		),
		queryField(
			'count',
			{
				displayName: 'Count',
				name: 'feedCount',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 10,
				description: 'Max number of actions to list',
			},
			asInteger,
		),
		simplifyField,
	],
};
