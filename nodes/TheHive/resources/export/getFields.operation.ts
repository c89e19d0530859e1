import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';

/** One item per kind of record: `{ model, fields }`. */
async function byModel(this: IExecuteSingleFunctions, items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const byName: unknown = isObject(response.body) ? response.body.fieldsByModel : undefined;
	if (!isObject(byName)) return items;
	return Object.entries(byName).map(([model, fields]) => ({ json: { model, fields } }));
}

export const getExportFields: Operation = {
	option: {
		name: 'Get Fields',
		value: 'getFields',
		action: 'Get fields for export',
		description: 'List the columns that a CSV file of each kind of record can have',
		routing: {
			request: { method: 'GET', url: '/export/_fields' },
			output: { postReceive: [byModel] },
		},
	},
	fields: [],
};
