import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { bodyField } from '../body';
import { asBoolean, asInteger, asJsonArray, asJsonObject, listOf, oneOf, textUpTo } from '../values';

/** Words of a field; its parameter has the name of the body's key unless another is given. */
export interface FieldWords {
	displayName: string;
	description?: string;
	placeholder?: string;
	name?: string;
	required?: boolean;
}

/** A body field of at most `max` characters. */
export function textField(key: string, max: number, words: FieldWords & Pick<INodeProperties, 'typeOptions'>): INodeProperties {
	return bodyField(key, { name: key, ...words, type: 'string', default: '' }, textUpTo(max));
}

/** A switch; its description begins with "Whether". */
export function switchField(key: string, words: FieldWords, isOn = false): INodeProperties {
	return bodyField(key, { name: key, ...words, type: 'boolean', default: isOn }, asBoolean);
}

export function integerField(key: string, words: FieldWords, preset = 0): INodeProperties {
	return bodyField(key, { name: key, ...words, type: 'number', default: preset }, asInteger);
}

/** A drop-down; a value that is no choice is refused. */
export function choiceField(key: string, choices: INodePropertyOptions[], words: FieldWords, preset = choices[0]?.value ?? ''): INodeProperties {
	return bodyField(key, { name: key, ...words, type: 'options', options: choices, default: preset }, oneOf(choices));
}

/** Comma-separated texts, or a list from an expression, as a list; `max` is the longest entry. */
export function listField(key: string, max: number, words: FieldWords): INodeProperties {
	return bodyField(key, { name: key, ...words, type: 'string', default: '' }, listOf(max));
}

// JSON is typed as text, because an empty JSON editor shows itself as broken
const JSON_TEXT = { type: 'string', typeOptions: { rows: 4 }, default: '' } as const;

/** A JSON object, typed or from an expression. */
export function jsonObjectField(key: string, words: FieldWords): INodeProperties {
	return bodyField(key, { name: key, ...words, ...JSON_TEXT }, asJsonObject);
}

/** A JSON array, typed or from an expression. */
export function jsonArrayField(key: string, words: FieldWords): INodeProperties {
	return bodyField(key, { name: key, ...words, ...JSON_TEXT }, asJsonArray);
}
