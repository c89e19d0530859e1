import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
	INodePropertyRouting,
	INodeType,
	PreSendAction,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { mappingOf } from './body';
import { forErrorOutput } from './errorOutput';
import { afterFields, refusingLater } from './routedRequest';

/** Runs an operation for all input items at once, for what a route per item cannot say. */
export type ProgrammaticOperation = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** One entry of the Operation drop-down together with the fields it shows and what it does. */
export interface Operation {
	option: INodePropertyOptions & {
		value: string;
		action: string;
		description: string;
		/** The request for one item. A programmatic operation has it too where one does the same: older AI agents only know this one. */
		routing?: INodePropertyRouting;
	};
	/** The form, in its order, without displayOptions for resource and operation. */
	fields: INodeProperties[];
	execute?: ProgrammaticOperation;
	/** Requests it sends besides its routing, as TheHive's API document writes them: `PATCH /alert/_bulk`. */
	alsoCalls?: readonly string[];
}

export interface Resource {
	name: string;
	value: string;
	description?: string;
	operations: Operation[];
	/** The operation a new node starts with. */
	startsWith: Operation;
}

/** Where a property is shown: operations by resource. */
type Places = Map<string, Set<string>>;

interface SharedField {
	property: INodeProperties;
	places: Places;
	/** Fields that stand right before it in some form. */
	after: Set<SharedField>;
}

const numbers = new WeakMap<object, number>();
let functions = 0;

/** A name for a function by which it is told from every other. */
function nameOf(method: object): string {
	const number = numbers.get(method) ?? ++functions;
	numbers.set(method, number);
	return `function ${number}`;
}

/** Everything a property is. Of body fields the converter counts, not the preSend that each field has made for itself. */
function definitionOf(property: INodeProperties): string {
	return JSON.stringify(property, (_key, value: unknown) => {
		if (typeof value === 'function') return nameOf(value);
		const mapping = typeof value === 'object' && value !== null ? mappingOf(value) : undefined;
		return mapping ? { key: mapping.key, converter: nameOf(mapping.convert) } : value;
	});
}

/**
 * Every field of every operation once: fields that are the same share one entry, in an order that keeps each form's own.
 * n8n evaluates, for every item, each property whose name holds an expression, displayed or not; so there must be few of one name.
 * @throws Error when forms want the same fields in contradicting orders
 */
function shareFields(resources: Resource[]): SharedField[] {
	const shared = new Map<string, SharedField>();
	for (const resource of resources) {
		for (const { option, fields } of resource.operations) {
			let previous: SharedField | undefined;
			for (const property of fields) {
				const definition = definitionOf(property);
				const field = shared.get(definition) ?? { property, places: new Map(), after: new Set() };
				shared.set(definition, field);
				const operations = field.places.get(resource.value) ?? new Set();
				field.places.set(resource.value, operations.add(option.value));
				if (previous) field.after.add(previous);
				previous = field;
			}
		}
	}
	return inOrder([...shared.values()]);
}

/** The fields so that each comes after those it stands behind in some form, otherwise as they came. */
function inOrder(fields: SharedField[]): SharedField[] {
	const ordered = new Set<SharedField>();
	const place = (field: SharedField, behind: SharedField[]) => {
		if (ordered.has(field)) return;
		if (behind.includes(field)) {
			const circle = [...behind.slice(behind.indexOf(field)), field].map(({ property, places }) => `${property.name} (${[...places.keys()].join(', ')})`);
			throw new Error(`Forms want these fields in contradicting orders: ${circle.join(' after ')}`);
		}
		for (const earlier of field.after) place(earlier, [...behind, field]);
		ordered.add(field);
	};
	for (const field of fields) place(field, []);
	return [...ordered];
}

/**
 * A shared field as n8n's properties: as few as can be, because n8n evaluates each of a name for every item. Resources
 * share one when no resource has an operation among its operations that would show the field against its form.
 */
function displayed({ property, places }: SharedField, operationsOf: Places): INodeProperties[] {
	const shows: { resource: string[]; operation: Set<string> }[] = [];
	const isRight = (resource: string, operation: Set<string>) =>
		[...operation].every((name) => places.get(resource)?.has(name) || !operationsOf.get(resource)?.has(name));
	for (const [resource, operations] of places) {
		const show = shows.find(({ resource: others, operation }) => {
			const both = new Set([...operation, ...operations]);
			return [...others, resource].every((each) => isRight(each, both));
		});
		if (show) {
			show.resource.push(resource);
			for (const name of operations) show.operation.add(name);
		} else shows.push({ resource: [resource], operation: new Set(operations) });
	}
	return shows.map(({ resource, operation }) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource, operation: [...operation].sort(), ...property.displayOptions?.show },
		},
	}));
}

function withPreSend(routing: INodePropertyRouting, wrap: (action: PreSendAction) => PreSendAction): INodePropertyRouting {
	const preSend = routing.send?.preSend;
	return preSend ? { ...routing, send: { ...routing.send, preSend: preSend.map(wrap) } } : routing;
}

/** Of an operation that takes several requests, for those who know nothing but routing: it says so instead of sending half of it. */
function refusedAsRoute(name: string): INodePropertyRouting {
	const refuse: PreSendAction = async function () {
		const itemIndex = this.getItemIndex();
		throw new NodeOperationError(this.getNode(), `${name} is not possible when this version of the AI agent calls the node [item ${itemIndex}]`, {
			itemIndex,
			description: 'It takes several requests. Nothing was sent to TheHive. Use an AI Agent node of version 3 or newer.',
		});
	};
	return { send: { preSend: [refuse] } };
}

/** The property with the refusals of its preSends kept for their item, in collections too. */
function withGuardedRouting(property: INodeProperties): INodeProperties {
	const routing = property.routing && withPreSend(property.routing, refusingLater);
	const options = property.options?.map((option) => ('type' in option && 'displayName' in option ? withGuardedRouting(option) : option));
	return { ...property, ...(routing ? { routing } : {}), ...(options ? { options } : {}) };
}

/** Turns the resources into the flat list n8n expects: each one's Operation selector, then every field once. */
export function describeResources(resources: Resource[]): INodeProperties[] {
	const selectors = resources.map(
		({ value, operations, startsWith: { option: { value: first } } }): INodeProperties => ({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			options: operations.map(({ option }) => ({ ...option, routing: withPreSend(option.routing ?? refusedAsRoute(option.name), afterFields) })),
			default: first,
		}),
	);
	const operationsOf: Places = new Map(resources.map(({ value, operations }) => [value, new Set(operations.map(({ option }) => option.value))]));
	return [...selectors, ...shareFields(resources).flatMap((field) => displayed(field, operationsOf)).map(withGuardedRouting)];
}

/** An operation whose failed items every n8n finds for its error output. */
function withKnownFailures(execute: ProgrammaticOperation): ProgrammaticOperation {
	return async function () {
		return (await execute.call(this)).map((items) => forErrorOutput(this.getNode(), items));
	};
}

/** The programmatic operations in the form n8n looks them up. */
export function customOperationsOf(resources: Resource[]): NonNullable<INodeType['customOperations']> {
	const custom: NonNullable<INodeType['customOperations']> = {};
	for (const { value, operations } of resources) {
		for (const { option, execute } of operations) {
			if (execute) (custom[value] ??= {})[option.value] = withKnownFailures(execute);
		}
	}
	return custom;
}
