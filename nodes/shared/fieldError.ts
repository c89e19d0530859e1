import type { IExecuteSingleFunctions, INode } from 'n8n-workflow';
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

/**
 * For agents that know nothing but routing: a field that takes more than the one request of the route.
 * @param advice what to do instead
 */
export function beyondRoute(context: IExecuteSingleFunctions, field: string, advice: string): NodeOperationError {
	return fieldError(context.getNode(), context.getItemIndex(), field, 'is not possible when this version of the AI agent calls the node', `Nothing was sent to TheHive. ${advice}`);
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
