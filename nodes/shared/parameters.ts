import type { IExecuteFunctions, INode } from 'n8n-workflow';

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

/**
 * A parameter of an operation that runs for all items at once. n8n resolves every parameter anew for each item, about
 * 0.1 ms each; one without an expression is the same for all of them and is resolved once.
 * @returns the value; not to be changed, for other items may get the same object
 */
export function parameterOf(context: IExecuteFunctions, name: string, itemIndex: number, fallback?: unknown): unknown {
	const { node, values } = knownOf(context);
	if (values.has(name)) return values.get(name);
	const value: unknown = context.getNodeParameter(name, itemIndex, fallback);
	if (name in node.parameters && !holdsExpression(node.parameters[name])) values.set(name, value);
	return value;
}
