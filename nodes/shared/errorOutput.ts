import type { INode, INodeExecutionData } from 'n8n-workflow';
import * as workflow from 'n8n-workflow';
import { isObject } from './values';

/**
 * n8n 2.36 is the first whose error output takes items that hold `details` beside `error` (n8n-core,
 * execution-engine/workflow-execute.js, handleNodeErrorOutput), and the first whose n8n-workflow exports this.
 */
export const HOST_TAKES_DETAILS = 'redactedHeaders' in workflow;

/**
 * What a node puts out, such that n8n finds the failed items (`error`, `details`) for the error output. Before 2.36 it
 * takes only `error` and `message`, and would put others among the successful ones: there the advice is the message.
 */
export function forErrorOutput(node: INode, items: INodeExecutionData[], hostTakesDetails = HOST_TAKES_DETAILS): INodeExecutionData[] {
	if (hostTakesDetails || node.onError !== 'continueErrorOutput') return items;
	return items.map((item) => {
		const { error, details, ...others } = item.json;
		if (error === undefined || !isObject(details) || Object.keys(others).length > 0) return item;
		return { ...item, json: { error, message: details.advice ?? error } };
	});
}
