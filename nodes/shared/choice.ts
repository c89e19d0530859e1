import type { IExecuteFunctions, IExecuteSingleFunctions, ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { fieldError, fitting } from './fieldError';
import type { TheHiveContext } from './request';
import { nodeIn, readParameter } from './request';
import { isEmpty, oneOf } from './values';

/** How a refusal goes on that begins with the field. */
export const FOUND_NOTHING = 'is empty: its expression found nothing, which is never taken for a field left empty';

/** n8n's expressions are texts that begin with `=`; with nothing behind it the field was left empty. */
export function isExpression(parameter: unknown): parameter is string {
	return typeof parameter === 'string' && parameter.startsWith('=') && !isEmpty(parameter.slice(1));
}

/** A parameter as it stands in the node, before n8n resolves the expressions in it. */
export function unresolved(context: TheHiveContext, name: string): unknown {
	return nodeIn(context).parameters[name];
}

/**
 * Whether an expression that was to give a parameter gave nothing. A field that the user left empty has its default; an
 * expression that finds nothing says nothing of the kind.
 * @param value the parameter as read
 */
export function foundNothing(context: TheHiveContext, name: string, value: unknown): boolean {
	return isEmpty(value) && isExpression(unresolved(context, name));
}

function isChoice(option: object): option is INodePropertyOptions {
	return 'name' in option && 'value' in option;
}

/**
 * What is chosen in a drop-down that an operation reads itself: by value or by name, its default when nothing is set.
 * @throws NodeOperationError naming field and item for what is no choice, and for an expression that gives none
 */
export function choiceOf(
	context: IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions,
	{ name, displayName, options = [], default: preset }: INodeProperties,
	itemIndex: number,
): string {
	const given = readParameter(context, name, itemIndex, preset);
	if (foundNothing(context, name, given)) throw fieldError(context.getNode(), itemIndex, displayName, FOUND_NOTHING);
	const chosen = fitting(() => oneOf(options.filter(isChoice))(given));
	if (!chosen.ok) throw fieldError(context.getNode(), itemIndex, displayName, chosen.problem);
	return String(chosen.value ?? preset);
}
