import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/**
 * A value that was refused before anything was sent.
 * @param field the field's label in the form
 * @param problem what is wrong, as the end of a sentence that begins with the field: "is empty"
 * @param advice what to do next
 */
export function fieldError(
	node: INode,
	itemIndex: number,
	field: string,
	problem: string,
	advice?: string,
): NodeOperationError {
	return new NodeOperationError(node, `'${field}' ${problem} [item ${itemIndex}]`, {
		itemIndex,
		description: advice ?? 'Nothing was sent to TheHive. Check the value or the expression of this field.',
	});
}

/** Thrown by a converter that knows what is wrong with a value but not which field or item it stands in. */
export class UnfitValue extends Error {}

/** What came of a conversion: the value, or the end of a sentence that tells what is wrong. */
export type Fitting<Value> = { ok: true; value: Value } | { ok: false; problem: string };

/** Runs a conversion and gives its refusal as a value, for those who know the field to name it. */
export function fitting<Value>(convert: () => Value): Fitting<Value> {
	try {
		return { ok: true, value: convert() };
	} catch (error) {
		return { ok: false, problem: error instanceof Error ? error.message : String(error) };
	}
}
