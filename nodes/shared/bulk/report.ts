import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { failedItem } from '../errors';
import { itemRanges } from '../itemRanges';
import type { Outcome } from './outcome';
import type { Selected, Unit } from './units';

/** How many ids a message lists before it says that there are more. */
const LISTED = 12;

function listOfIds(units: Unit[]): string {
	const ids = [...new Set(units.map(({ id }) => id))];
	return ids.slice(0, LISTED).join(', ') + (ids.length > LISTED ? ` and ${ids.length - LISTED} more` : '');
}

type Ending = Outcome['state'];

const WORDS: Record<Ending, string> = { done: 'Done', failed: 'Refused', unknown: 'Unknown', notSent: 'Not sent' };

/** What the user needs to go on where a run ended: how many ended how, and what to do with each. */
export function resumeAdvice(units: Unit[], byItems: boolean, repeatable: boolean): string {
	const ending = (state: Ending) => units.filter(({ outcome }) => outcome?.state === state);
	const where = (those: Unit[]) => (byItems ? `items ${itemRanges(those.flatMap(({ items }) => items))}` : listOfIds(those));
	const parts = (['done', 'failed', 'unknown', 'notSent'] as const)
		.map((state) => ({ state, those: ending(state) }))
		.filter(({ those }) => those.length > 0)
		.map(({ state, those }) => `${WORDS[state]}: ${those.length}${state === 'done' ? '' : ` (${where(those)})`}`);
	const open = ending('unknown').length + ending('notSent').length;
	const advice: string[] = [];
	if (ending('unknown').length > 0 && !repeatable) advice.push('Look in TheHive which of the unknown ones are done.');
	if (open > 0) {
		advice.push(repeatable ? 'Run the node again with the same input: what is done stays as it is.' : 'Then run the node again with those that are not done.');
	}
	return `${parts.join('. ')}. ${advice.join(' ')}`.trim();
}

/** One error may stand for all records of a request: its message names the item of each. */
function messageFor(error: NodeApiError | NodeOperationError, itemIndex: number): string {
	return `${error.message.replace(/ \[item \d+\]$/, '')} [item ${itemIndex}]`;
}

/** Error items tell more than the error: which record, and how it ended. */
function errorItem(unit: Unit, error: NodeApiError | NodeOperationError, outcome: Ending): INodeExecutionData {
	const item = failedItem(error, unit.itemIndex);
	const details = item.json.details;
	return {
		json: { error: messageFor(error, unit.itemIndex), details: { ...(typeof details === 'object' ? details : {}), id: unit.id, outcome } },
		pairedItem: unit.items.map((index) => ({ item: index })),
	};
}

function paired(unit: Unit): INodeExecutionData['pairedItem'] {
	const [only] = unit.items;
	return unit.items.length === 1 && only !== undefined ? { item: only } : unit.items.map((item) => ({ item }));
}

/** The error that ends the node: the first one, with what became of all others. */
function summed(unit: Unit, error: NodeApiError | NodeOperationError, advice: string): NodeApiError | NodeOperationError {
	error.message = messageFor(error, unit.itemIndex);
	error.context.itemIndex = unit.itemIndex;
	error.description = `${error.description ?? ''} ${advice}`.trim();
	return error;
}

/**
 * The output of a bulk run: one item for each unit and each refused input item, in the order of the input.
 * @param answer JSON of a unit that is done
 * @param repeatable whether running it twice does no harm
 * @throws the first error with what became of all records, unless the node is set to go on
 */
export function outputOf(
	context: IExecuteFunctions,
	{ units, refusals }: Selected,
	answer: (unit: Unit) => IDataObject,
	{ byItems, repeatable }: { byItems: boolean; repeatable: boolean },
): INodeExecutionData[][] {
	const failed = units.find(({ outcome }) => outcome?.state !== 'done');
	if (failed && !context.continueOnFail()) {
		// the failure that ended the run tells more than the first record that it kept from being sent
		const cause = units.find(({ outcome }) => outcome?.state === 'failed' || outcome?.state === 'unknown') ?? failed;
		const { outcome } = cause;
		if (outcome && outcome.state !== 'done') throw summed(cause, outcome.error, resumeAdvice(units, byItems, repeatable));
	}
	const items = units.map((unit): { index: number; item: INodeExecutionData } => {
		const { outcome } = unit;
		const item = !outcome || outcome.state === 'done'
			? { json: answer(unit), pairedItem: paired(unit) }
			: errorItem(unit, outcome.error, outcome.state);
		return { index: unit.itemIndex, item };
	});
	for (const [index, error] of refusals) items.push({ index, item: failedItem(error, index) });
	return [items.sort((a, b) => a.index - b.index).map(({ item }) => item)];
}
