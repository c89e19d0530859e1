import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';
import { failedItem, requestError } from './errors';
import { parameterOf } from './parameters';
import { REQUEST_SETTINGS, requestSettingsFrom } from './request';
import { batchesFrom, REQUEST_OPTIONS } from './requestOptions';

/**
 * Runs `work` for every input item and gives the results in the order of the items, each linked to its item.
 * As many items are worked on at a time as requests may be in flight.
 * A failing item ends the node (the items behind it are not begun), or becomes an error item where the node is set to go on.
 * @param work gives the output items of one input item
 */
export async function eachItem(
	context: IExecuteFunctions,
	work: (itemIndex: number) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[][]> {
	let failed = false;
	const { concurrency } = requestSettingsFrom(parameterOf(context, REQUEST_SETTINGS, 0, {}));
	const limit = pLimit(concurrency);
	const batch = batchesFrom(parameterOf(context, REQUEST_OPTIONS, 0, {}), context.getExecutionCancelSignal());
	const results = await Promise.allSettled(
		context.getInputData().map(async (_item, itemIndex) => await limit(async () => {
			await batch(itemIndex);
			if (failed) return [];
			try {
				const items = await work(itemIndex);
				return items.map((item) => (item.pairedItem === undefined ? { ...item, pairedItem: { item: itemIndex } } : item));
			} catch (thrown) {
				const error = requestError(context.getNode(), thrown, { method: '', path: '', itemIndex });
				if (context.continueOnFail()) return [failedItem(error, itemIndex)];
				failed = true;
				throw error;
			}
		})),
	);
	return [
		results.flatMap((result) => {
			if (result.status === 'rejected') throw result.reason;
			return result.value;
		}),
	];
}
