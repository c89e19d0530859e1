import type { IExecuteFunctions, IExecuteSingleFunctions, ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { fieldError, fitting } from './fieldError';
import { readParameter } from './request';
import { oneOf } from './values';

function isChoice(option: object): option is INodePropertyOptions {
	return 'name' in option && 'value' in option;
}

/**
 * What is chosen in a drop-down that an operation reads itself: by value or by name, its default when nothing is given.
 * @throws NodeOperationError naming field and item for what is no choice
 */
export function choiceOf(
	context: IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions,
	{ name, displayName, options = [], default: preset }: INodeProperties,
	itemIndex: number,
): string {
	const chosen = fitting(() => oneOf(options.filter(isChoice))(readParameter(context, name, itemIndex, preset)));
	if (!chosen.ok) throw fieldError(context.getNode(), itemIndex, displayName, chosen.problem);
	return String(chosen.value ?? preset);
}
