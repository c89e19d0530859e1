import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';

/** TheHive's answer is one object, organisation → whether it has to act: here an item for each organisation. */
async function perOrganisation(this: IExecuteSingleFunctions, _items: INodeExecutionData[], { body }: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	return Object.entries(isObject(body) ? body : {}).map(([organisation, actionRequired]) => ({ json: { organisation, actionRequired } }));
}

export const getRequiredActions: Operation = {
	option: {
		name: 'Get Required Actions',
		value: 'getRequiredActions',
		action: 'Get required actions of task',
		description: 'Tell for each organisation that sees the task whether it has to act',
		routing: {
			request: { method: 'GET', url: '/task/{taskId}/actionRequired' },
			output: { postReceive: [perOrganisation] },
		},
	},
	fields: [taskLocator],
};
