import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { patternIdOfPage } from './attackPatterns';
import { fieldError, fitting, UnfitValue } from './fieldError';
import { labelOf } from './labels';
import { nodeOf, parameterOf } from './parameters';
import { placeFrom } from './place';
import type { Converter } from './values';
import { isEmpty, isObject, shown } from './values';

/** `{caseId}` in a path stands for the value of the parameter `caseId`. */
const PLACEHOLDER = /\{(\w+)\}/g;

/** The page of a record in TheHive's own interface: the last `~id` or case number of the address. */
const RECORD_URL = /^https?:\/\/\S+?\/(~\d+|\d+)(?:[/?#]\S*)?$/i;
const ANY_ID_IN_URL = /~\d+/g;

/** The value of a picker (n8n's resource locator), whatever its mode; other values as they are. */
export function pickedValue(value: unknown): unknown {
	return isObject(value) && value.__rl === true ? value.value : value;
}

/** The bare id, number or name of a record, from whatever a user gives for one; see `idFrom`. */
export const asId: Converter = (value) => {
	const plain = pickedValue(value);
	if (isEmpty(plain)) return undefined;
	if (typeof plain !== 'string' && typeof plain !== 'number') throw new UnfitValue(`needs an ID, not ${shown(plain)}`);
	const text = String(plain).trim();
	if (/^https?:\/\//i.test(text)) {
		const id = patternIdOfPage(text) ?? text.match(ANY_ID_IN_URL)?.at(-1) ?? RECORD_URL.exec(text)?.[1];
		if (id === undefined) throw new UnfitValue('is an address without an ID in it');
		return id;
	}
	if (text === '.' || text === '..' || /^(undefined|null|NaN|\[object \w+\])$/.test(text)) throw new UnfitValue(`is '${text}', which is no ID`);
	if (text.length > 512) throw new UnfitValue(`is ${text.length} characters long`);
	return text;
};

/**
 * The id, number or name a user means.
 * @param value from a picker (already its value), a form field, an expression or the address of the record's page (of a technique: at ATT&CK)
 * @returns the bare id, not yet encoded
 * @throws NodeOperationError when there is none: an empty path segment would address the whole collection
 */
export function idFrom(node: INode, itemIndex: number, parameter: string, value: unknown): string {
	const id = fitting(() => asId(value));
	if (id.ok && typeof id.value === 'string') return id.value;
	const advice = 'Nothing was sent to TheHive. Pick a record from the list or give its ID (such as ~4104). An expression that finds nothing gives an empty ID.';
	throw fieldError(node, itemIndex, labelOf(parameter), id.ok ? 'is empty' : id.problem, advice);
}

/** A context whose parameters can be read for one item: routed and programmatic operations read differently. */
export type ReadParameter = (name: string) => unknown;

/** `{parent}` stands for the record that the form's Parent names: `case/<id>` or `alert/<id>`. */
const PARENT = 'parent';
export const PARENTS = ['alert', 'case'] as const;

/** What an object becomes in a text. */
const OBJECT_AS_TEXT = /\[object \w+\]/;

function entriesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (isEmpty(value)) return [];
	if (typeof value !== 'string' && typeof value !== 'number') return [value];
	const text = String(value);
	const [object] = OBJECT_AS_TEXT.exec(text) ?? [];
	return object === undefined ? text.split(/[,\s]+/).filter((entry) => entry !== '') : [object];
}

/**
 * Distinct ids from a comma-separated text or a list.
 * @throws NodeOperationError naming the field when an entry is none
 */
export function idsFrom(node: INode, itemIndex: number, parameter: string, value: unknown): string[] {
	return [...new Set(entriesOf(pickedValue(value)).map((entry) => idFrom(node, itemIndex, parameter, entry)))];
}

/**
 * Fills the placeholders of a path with the encoded ids that the parameters hold.
 * @param path e.g. `/case/{caseId}/task` or `/{parent}/observable`
 * @throws NodeOperationError naming the field when an id is missing, or the parent is neither case nor alert
 */
export function fillPath(path: string, node: INode, itemIndex: number, read: ReadParameter): string {
	const encodedId = (parameter: string) => encodeURIComponent(idFrom(node, itemIndex, parameter, read(parameter)));
	return path.replace(PLACEHOLDER, (_match, parameter: string) => {
		if (parameter !== PARENT) return encodedId(parameter);
		const kind = placeFrom(node, itemIndex, 'In', read(PARENT), PARENTS);
		return `${kind}/${encodedId(`${kind}Id`)}`;
	});
}

/**
 * The id in a parameter of a programmatic operation.
 * @throws NodeOperationError naming field and item when there is none
 */
export function idParameter(context: IExecuteFunctions, parameter: string, itemIndex: number): string {
	return idFrom(nodeOf(context), itemIndex, parameter, parameterOf(context, parameter, itemIndex, ''));
}
