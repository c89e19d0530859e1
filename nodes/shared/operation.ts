import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
	INodePropertyRouting,
	INodeType,
	PreSendAction,
} from 'n8n-workflow';
import { afterFields, refusingLater } from './routedRequest';

/** Runs an operation for all input items at once, for what a route per item cannot say. */
export type ProgrammaticOperation = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** One entry of the Operation drop-down together with the fields it shows and what it does. */
export interface Operation {
	option: INodePropertyOptions & {
		value: string;
		action: string;
		description: string;
		/** The request for one item. A programmatic operation has it too where one exists: older AI agents only know this one. */
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
	/** Tells properties of one name apart that differ in more than where they are shown. */
	definition: string;
	places: Places;
}

function definitionOf(property: INodeProperties): string {
	return JSON.stringify(property, (_key, value: unknown) => (typeof value === 'function' ? String(value) : value));
}

/**
 * Every field of every operation once: fields that are the same share one entry, in an order that keeps each form's own.
 * n8n evaluates, for every item, each property whose name holds an expression, displayed or not; so there must be few of one name.
 * @throws Error when two forms want the same two fields in opposite order
 */
function shareFields(resources: Resource[]): SharedField[] {
	const shared: SharedField[] = [];
	for (const resource of resources) {
		for (const { option, fields } of resource.operations) {
			let next = 0;
			for (const property of fields) {
				const definition = definitionOf(property);
				let index = shared.findIndex((field) => field.property.name === property.name && field.definition === definition);
				if (index >= 0 && index < next) {
					throw new Error(`${resource.name} → ${option.name}: '${property.name}' stands in another order than in an operation before`);
				}
				if (index < 0) {
					shared.splice(next, 0, { property, definition, places: new Map() });
					index = next;
				}
				const places = shared[index]?.places;
				const operations = places?.get(resource.value) ?? new Set();
				places?.set(resource.value, operations.add(option.value));
				next = index + 1;
			}
		}
	}
	return shared;
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
			options: operations.map(({ option }) => ({ ...option, ...(option.routing ? { routing: withPreSend(option.routing, afterFields) } : {}) })),
			default: first,
		}),
	);
	const operationsOf: Places = new Map(resources.map(({ value, operations }) => [value, new Set(operations.map(({ option }) => option.value))]));
	return [...selectors, ...shareFields(resources).flatMap((field) => displayed(field, operationsOf)).map(withGuardedRouting)];
}

/** The programmatic operations in the form n8n looks them up. */
export function customOperationsOf(resources: Resource[]): NonNullable<INodeType['customOperations']> {
	const custom: NonNullable<INodeType['customOperations']> = {};
	for (const { value, operations } of resources) {
		for (const { option, execute } of operations) {
			if (execute) (custom[value] ??= {})[option.value] = execute;
		}
	}
	return custom;
}
