import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

/** What is known of a run: its node, and the values of those parameters that hold no expression. */
interface Known {
	node: INode;
	values: Map<string, unknown>;
}

const runs = new WeakMap<IExecuteFunctions, Known>();

function knownOf(context: IExecuteFunctions): Known {
	const known = runs.get(context) ?? { node: context.getNode(), values: new Map<string, unknown>() };
	runs.set(context, known);
	return known;
}

/** The node of a run, for its errors. n8n copies it, parameters and all, each time it is asked. */
export function nodeOf(context: IExecuteFunctions): INode {
	return knownOf(context).node;
}

/** n8n's expressions are texts that begin with `=`, at any depth of a parameter. */
function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsExpression);
}

/** An expression that is a field of the item and nothing else, as the editor writes it when one is dragged into a form. */
const FIELD_OF_ITEM = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

/** A value that is not what is looked for: `undefined` could be one. */
const OTHERWISE = Symbol('not a field of the item');

/**
 * A parameter whose expressions are all fields of the item, read from the item.
 * @returns OTHERWISE when there is another expression in it, or a field that is missing or no plain value: those are n8n's to resolve
 */
function readFromItem(parameter: unknown, json: IDataObject): unknown {
	if (typeof parameter === 'string' && parameter.startsWith('=')) {
		const [, field = ''] = FIELD_OF_ITEM.exec(parameter) ?? [];
		const value: unknown = Object.hasOwn(json, field) ? json[field] : undefined;
		return ['string', 'number', 'boolean'].includes(typeof value) ? value : OTHERWISE;
	}
	if (typeof parameter !== 'object' || parameter === null) return parameter;
	const entries = Object.entries(parameter).map(([key, inner]): [string, unknown] => [key, readFromItem(inner, json)]);
	if (entries.some(([, value]) => value === OTHERWISE)) return OTHERWISE;
	return Array.isArray(parameter) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/**
 * A parameter of an operation that runs for all items at once. n8n resolves every parameter anew for each item, 0.1 ms and
 * more for each expression in it, and sends nothing meanwhile. One without an expression is the same for all items and is
 * resolved once; one whose expressions only name fields of the item is read from it.
 * @returns the value; not to be changed, for other items may get the same object
 */
export function parameterOf(context: IExecuteFunctions, name: string, itemIndex: number, fallback?: unknown): unknown {
	const { node, values } = knownOf(context);
	if (values.has(name)) return values.get(name);
	const given = node.parameters[name];
	if (holdsExpression(given)) {
		const fromItem = readFromItem(given, context.getInputData()[itemIndex]?.json ?? {});
		return fromItem === OTHERWISE ? context.getNodeParameter(name, itemIndex, fallback) : fromItem;
	}
	const value: unknown = context.getNodeParameter(name, itemIndex, fallback);
	if (name in node.parameters) values.set(name, value);
	return value;
}
