import type { IExecuteFunctions } from 'n8n-workflow';
import { fieldError } from './fieldError';

/**
 * What all items of a run say, where they are worked on together and only one answer makes sense.
 * @param field its label
 * @param read what an item says
 * @throws NodeOperationError naming the first item that says otherwise
 */
export function saidByAll<Value extends string | boolean>(context: IExecuteFunctions, field: string, read: (itemIndex: number) => Value): Value {
	const first = read(0);
	for (const itemIndex of context.getInputData().keys()) {
		const said = read(itemIndex);
		if (said !== first) {
			throw fieldError(
				context.getNode(),
				itemIndex,
				field,
				`is ${String(said)}, but ${String(first)} for item 0`,
				'Nothing was sent to TheHive. The items of a run are worked on together: give them the same, or part them by an IF node.',
			);
		}
	}
	return first;
}
