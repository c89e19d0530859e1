import type { IDataObject, IExecuteSingleFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyField } from './body';
import { fieldError, fitting, UnfitValue } from './fieldError';
import { isEmpty, isObject, listOf } from './values';

/** Fields to clear, under a key of its own until `clearedToNull` writes them as nulls. */
const CLEAR = '_clear';

/**
 * Lets the user choose optional fields to empty: TheHive takes `null` for "no value".
 * @param names the clearable fields of the record, by label
 */
export function clearFieldsField(names: Record<string, string>): INodeProperties {
	const options = Object.entries(names).map(([name, value]) => ({ name, value }));
	const known = new Set(Object.values(names));
	return bodyField(
		CLEAR,
		{
			displayName: 'Clear Fields',
			name: 'clearFields',
			type: 'multiOptions',
			options: options.sort((a, b) => a.name.localeCompare(b.name)),
			default: [],
			description: 'Fields to empty. Empty values elsewhere in this form leave a field as it is.',
		},
		(value) => {
			const chosen = listOf(64)(value);
			if (isEmpty(chosen)) return undefined;
			const unknown = Array.isArray(chosen) ? chosen.find((name) => !known.has(String(name))) : chosen;
			if (unknown !== undefined) throw new UnfitValue(`cannot clear '${String(unknown)}'`);
			return chosen;
		},
	);
}

/** Body of an update: the cleared fields as nulls; a body that would change nothing is refused. */
export function updateBody(body: unknown): IDataObject {
	if (!isObject(body)) throw new UnfitValue('is empty');
	const { [CLEAR]: clear, ...changes } = body;
	const nulls = Object.fromEntries((Array.isArray(clear) ? clear : []).map((name) => [String(name), null]));
	const both = Object.keys(nulls).find((name) => name in changes);
	if (both !== undefined) throw new UnfitValue(`sets and clears '${both}' at once`);
	const result = { ...changes, ...nulls };
	if (Object.keys(result).length === 0) throw new UnfitValue('is empty: nothing would be changed');
	if ('tags' in result && ('addTags' in result || 'removeTags' in result)) {
		throw new UnfitValue('sets the tags and adds or removes some at once: choose one way');
	}
	return result;
}

/** preSend of an update; goes last, when the fields have written the body. */
export const sendUpdate: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const body = fitting(() => updateBody(options.body));
	if (!body.ok) throw fieldError(this.getNode(), this.getItemIndex(), 'Update Fields', body.problem);
	options.body = body.value;
	return options;
};
