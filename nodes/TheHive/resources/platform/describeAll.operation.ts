import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';

/** One item per kind of record, with its name as `model`. */
async function byModel(this: IExecuteSingleFunctions, items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	if (!isObject(response.body)) return items;
	return Object.entries(response.body).map(([model, description]) => ({ json: { model, ...(isObject(description) ? description : {}) } }));
}

export const describeAllModels: Operation = {
	option: {
		name: 'Describe All Models',
		value: 'describeAll',
		action: 'Describe all models',
		description: 'List all kinds of record with their fields',
		routing: {
			request: { method: 'GET', url: '/describe/_all' },
			output: { postReceive: [byModel] },
		},
	},
	fields: [],
};
