import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import pLimit from 'p-limit';
import { failedItem, requestError } from './errors';
import { itemRanges } from './itemRanges';
import { parameterOf } from './parameters';
import { REQUEST_SETTINGS, requestSettingsFrom } from './request';
import { batchesFrom, REQUEST_OPTIONS } from './requestOptions';

/** How an item ended. */
type State = 'done' | 'failed';

/** The error that ends the node says what became of the other items: n8n shows nothing of those that are done. */
function withOthers(error: unknown, states: ReadonlyArray<State | undefined>): unknown {
	if (states.length === 1 || !(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	const failing = states.indexOf('failed');
	const words: Array<[State | undefined, string]> = [['done', 'done'], ['failed', 'failed as well'], [undefined, 'not begun']];
	const parts = words.flatMap(([state, word]) => {
		const those = [...states.keys()].filter((index) => index !== failing && states[index] === state);
		return those.length > 0 ? [`${those.length} ${word} (${itemRanges(those)})`] : [];
	});
	error.description = `${error.description ?? ''} Other items: ${parts.join(', ')}.`.trim();
	return error;
}

/**
 * Runs `work` for every input item and gives the results in the order of the items, each linked to its item.
 * As many items are worked on at a time as requests may be in flight.
 * A failing item ends the node (the items behind it are not begun), or becomes an error item where the node is set to go on.
 * @param work gives the output items of one input item
 * @param isWhole whether the work is all that is done for an item, so that an error can say which items are done
 */
export async function eachItem(
	context: IExecuteFunctions,
	work: (itemIndex: number) => Promise<INodeExecutionData[]>,
	isWhole = true,
): Promise<INodeExecutionData[][]> {
	let failed = false;
	const states = new Array<State | undefined>(context.getInputData().length).fill(undefined);
	const { concurrency } = requestSettingsFrom(parameterOf(context, REQUEST_SETTINGS, 0, {}));
	const limit = pLimit(concurrency);
	const batch = batchesFrom(parameterOf(context, REQUEST_OPTIONS, 0, {}), context.getExecutionCancelSignal());
	const results = await Promise.allSettled(
		context.getInputData().map(async (_item, itemIndex) => await limit(async () => {
			await batch(itemIndex);
			if (failed) return [];
			try {
				const items = await work(itemIndex);
				states[itemIndex] = 'done';
				return items.map((item) => (item.pairedItem === undefined ? { ...item, pairedItem: { item: itemIndex } } : item));
			} catch (thrown) {
				const error = requestError(context.getNode(), thrown, { method: '', path: '', itemIndex });
				if (context.continueOnFail()) return [failedItem(error, itemIndex)];
				failed = true;
				states[itemIndex] = 'failed';
				throw error;
			}
		})),
	);
	return [
		results.flatMap((result) => {
			if (result.status === 'rejected') throw isWhole ? withOthers(result.reason, states) : result.reason;
			return result.value;
		}),
	];
}
