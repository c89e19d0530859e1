import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { idFrom } from '../../../shared/path';

/** TheHive shows a key in clear; n8n keeps what a node gives. */
export const apiKeyNotice: INodeProperties = {
	displayName:
		'The key is a secret. n8n 2 and later hides it in executions; older versions show it to everyone who may see them. Hand it straight to a vault, and turn off saving executions of this workflow.',
	name: 'apiKeyNotice',
	type: 'notice',
	default: '',
};

/**
 * postReceive: the key, which TheHive gives as plain text, as `{ userId, apiKey }`. The node declares `apiKey` as a
 * sensitive output field, which n8n redacts wherever it shows executions.
 */
export async function apiKeyAnswer(this: IExecuteSingleFunctions, _items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const itemIndex = this.getItemIndex();
	const userId = idFrom(this.getNode(), itemIndex, 'userId', this.getNodeParameter('userId'));
	const { body } = response;
	if (typeof body !== 'string' && typeof body !== 'number') {
		throw new NodeOperationError(this.getNode(), `TheHive was expected to answer with a key [item ${itemIndex}]`, { itemIndex });
	}
	return [{ json: { userId, apiKey: String(body).trim() } }];
}
