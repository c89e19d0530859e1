import type {
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INode,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodePropertyRouting,
	IHttpRequestOptions,
	PreSendAction,
} from 'n8n-workflow';
import { fieldError, fitting, UnfitValue } from './fieldError';
import { nodeOf, parameterOf } from './parameters';
import { pickedValue } from './path';
import { isSecretName } from './secrets';
import type { Converter } from './values';
import { asJson, asText, isEmpty, isObject } from './values';

/** What a body field knows beyond n8n's routing: where its value goes and how it is converted. */
interface BodyMapping {
	key: string;
	convert: Converter;
	/** Whether its list goes behind the one that another field has put there. */
	joins?: boolean;
}

/**
 * Of a body field keyed by its routing object, which stays the same when a property is copied to carry displayOptions;
 * of a row field, which must have no routing (n8n would put it beside the rows), by the property.
 */
const mappings = new WeakMap<object, BodyMapping>();

/** Beginnings of refusals that tell nothing of the value. */
const TELLS_NOTHING = /^(?:is empty|is \d+ characters long, TheHive takes at most \d+|is no valid JSON|needs text|needs a JSON object)/;

/** What is wrong with the value of a field: of a secret it must not tell the value. */
function tellable(property: INodeProperties, problem: string): string {
	if (property.typeOptions?.password !== true && !isSecretName(property.name)) return problem;
	return TELLS_NOTHING.exec(problem)?.[0] ?? 'cannot be used as it is';
}

/** Converts a value for TheHive; a refusal names the field and the item. */
export function converted(node: INode, itemIndex: number, property: INodeProperties, convert: Converter, value: unknown): unknown {
	const result = fitting(() => checked(property, convert(value)));
	if (!result.ok) throw fieldError(node, itemIndex, property.displayName, tellable(property, result.problem));
	return result.value;
}

function checked(property: INodeProperties, value: unknown): unknown {
	if (property.required && isEmpty(value)) throw new UnfitValue('is empty');
	return value;
}

/**
 * A form field whose value goes into the JSON body under `key`, in routed requests (by n8n's own routing)
 * and in programmatic ones (by `bodyOf`). Empty values are left out, unless the field is required: then they are refused.
 * @param convert turns the form's value into TheHive's; see values.ts
 */
export function bodyField(key: string, property: INodeProperties, convert: Converter = asText): INodeProperties {
	const toTheHive = async function (this: IExecuteSingleFunctions, options: IHttpRequestOptions) {
		if (isObject(options.body)) {
			const value = converted(this.getNode(), this.getItemIndex(), property, convert, options.body[key]);
			if (value === undefined) delete options.body[key];
			else Object.assign(options.body, { [key]: value });
		}
		return options;
	};
	const routing: INodePropertyRouting = {
		send: { type: 'body', property: key, propertyInDotNotation: false, preSend: [toTheHive] },
	};
	mappings.set(routing, { key, convert });
	return { ...property, routing };
}

/** Where a body field (by its routing) or a row field sends its value and how; nothing for other objects. */
export function mappingOf(field: object): Readonly<BodyMapping> | undefined {
	return mappings.get(field);
}

/** A list behind the one that the body has under the key already, an object over it; another value in its place. */
function joinInto(body: IDataObject, key: string, value: unknown): void {
	const before: unknown = body[key];
	if (Array.isArray(before) && Array.isArray(value)) Object.assign(body, { [key]: [...before, ...value] });
	else Object.assign(body, { [key]: isObject(before) && isObject(value) ? { ...before, ...value } : value });
}

/**
 * The JSON twin of a field of rows (or of a mapper), which stands behind it in the form: n8n lets no expression and no AI
 * agent fill in a fixedCollection as a whole (it drops what is no object of rows). Its list goes behind the rows.
 * @param key of the body, the same as the rows'
 * @param property named otherwise than the rows' own
 * @param convert the rows' own converter
 */
export function joinedJsonField(key: string, property: INodeProperties, convert: Converter): INodeProperties {
	const given = `_${property.name}`;
	const toTheHive = async function (this: IExecuteSingleFunctions, options: IHttpRequestOptions) {
		if (isObject(options.body)) {
			const { [given]: list, ...body } = options.body;
			const value = converted(this.getNode(), this.getItemIndex(), property, convert, list);
			if (value !== undefined) joinInto(body, key, value);
			options.body = body;
		}
		return options;
	};
	const routing: INodePropertyRouting = {
		send: { type: 'body', property: given, propertyInDotNotation: false, preSend: [toTheHive] },
	};
	mappings.set(routing, { key, convert, joins: true });
	return { ...property, routing };
}

function isProperty(option: INodeProperties | INodePropertyOptions | INodePropertyCollection): option is INodeProperties {
	return 'type' in option && 'displayName' in option;
}

/**
 * The JSON body that the given fields make for one input item: what n8n's routing would assemble, for programmatic operations.
 * @param fields the operation's fields; those without a body mapping are skipped, collections are looked into
 * @throws NodeOperationError naming field and item when a value cannot be sent
 */
export function bodyOf(context: IExecuteFunctions, fields: INodeProperties[], itemIndex: number): IDataObject {
	const body: IDataObject = {};
	const add = (property: INodeProperties, value: unknown) => {
		const mapping = property.routing && mappings.get(property.routing);
		if (mapping) {
			const result = converted(nodeOf(context), itemIndex, property, mapping.convert, value);
			if (result === undefined) return;
			if (mapping.joins) joinInto(body, mapping.key, result);
			else Object.assign(body, { [mapping.key]: result });
			return;
		}
		if (property.type === 'collection' && isObject(value)) {
			for (const option of property.options ?? []) {
				if (isProperty(option) && option.name in value) add(option, value[option.name]);
			}
		}
	};
	for (const property of fields) {
		add(property, pickedValue(parameterOf(context, property.name, itemIndex, property.default)));
	}
	return body;
}

/** A field in a row of a fixedCollection; see `rowsOf`. */
export function rowField(key: string, property: INodeProperties, convert: Converter = asText): INodeProperties {
	mappings.set(property, { key, convert });
	return property;
}

function objectOfRow(row: IDataObject, fields: INodeProperties[], rowNumber: number): IDataObject {
	const object: IDataObject = {};
	for (const property of fields) {
		if (property.type === 'collection') {
			// optional fields stand in a collection of the row: n8n fills in the defaults of all others
			const optional = row[property.name];
			Object.assign(object, objectOfRow({ ...row, ...(isObject(optional) ? optional : {}) }, (property.options ?? []).filter(isProperty), rowNumber));
			continue;
		}
		const mapping = mappings.get(property);
		if (!mapping) continue;
		const result = fitting(() => checked(property, mapping.convert(row[property.name] ?? row[mapping.key])));
		if (!result.ok) throw new UnfitValue(`has a row ${rowNumber} whose '${property.displayName}' ${tellable(property, result.problem)}`);
		if (result.value !== undefined) Object.assign(object, { [mapping.key]: result.value });
	}
	return object;
}

/** What TheHive's answers hold beside the fields of a row, by the group. */
const answered = new WeakMap<INodePropertyCollection, ReadonlySet<string>>();

/**
 * The rows of a fixedCollection as TheHive answers them, so that those of a Get can be given to a Create as they are.
 * @param keys what an answer holds beside the fields, and no create takes; keys that begin with `_` need not be named
 */
export function answeredWith(keys: readonly string[], group: INodePropertyCollection): INodePropertyCollection {
	answered.set(group, new Set(keys));
	return group;
}

/** Names by which a row may give its fields. */
function keysOf(fields: INodeProperties[]): string[] {
	return fields.flatMap((property) =>
		property.type === 'collection' ? keysOf((property.options ?? []).filter(isProperty)) : [property.name, mappings.get(property)?.key ?? property.name],
	);
}

/** @returns refuses a row with a value under a name that no field has (UnfitValue): it would be left out without a word */
function unknownKeyRefusal(group: INodePropertyCollection): (row: IDataObject, rowNumber: number) => void {
	const known = new Set(keysOf(group.values).sort());
	const inner = new Set(group.values.filter(({ type }) => type === 'collection').map(({ name }) => name));
	return (row, rowNumber) => {
		const given = Object.entries(row).flatMap(([key, value]) => (inner.has(key) && isObject(value) ? Object.entries(value) : [[key, value] as const]));
		const unknown = given.find(([key, value]) => !known.has(key) && !isEmpty(value) && !key.startsWith('_') && !answered.get(group)?.has(key));
		if (unknown) throw new UnfitValue(`has a row ${rowNumber} with '${unknown[0]}', which is none of its fields: ${[...known].join(', ')}`);
	};
}

/**
 * Rows of a fixedCollection as objects for TheHive. What only TheHive's answers have is left out.
 * @param group the fixedCollection's only group; its values are row fields
 * @returns a converter from n8n's `{ group: [row, …] }`, a ready array or JSON text (expressions, AI agents) to `[object, …]`
 */
export function rowsOf(group: INodePropertyCollection): Converter {
	const refuseUnknown = unknownKeyRefusal(group);
	return (value) => {
		const given = asJson(value);
		if (isEmpty(given)) return undefined;
		// an empty form, which n8n gives as an object without rows
		if (isObject(given) && Object.values(given).every((rows) => rows === undefined)) return undefined;
		const other = isObject(given) ? Object.keys(given).find((key) => key !== group.name && given[key] !== undefined) : undefined;
		if (other !== undefined) throw new UnfitValue(`needs a list of rows, not '${other}'`);
		const rows = isObject(given) ? given[group.name] : given;
		if (!Array.isArray(rows)) throw new UnfitValue('needs a list of rows');
		return rows.map((row: unknown, index) => {
			if (!isObject(row)) throw new UnfitValue(`needs objects: row ${index + 1} is none`);
			refuseUnknown(row, index + 1);
			return objectOfRow(row, group.values, index + 1);
		});
	};
}

/**
 * A list of objects as rows of the form, with its JSON twin (see `joinedJsonField`), which has the same fields under
 * TheHive's names.
 * @param key of the body
 * @param group the rows; its values are row fields
 * @param convert wraps the converter of both, e.g. `nonEmpty`
 */
export function rowsFields(
	key: string,
	property: { displayName: string; name: string; placeholder: string; description: string },
	group: INodePropertyCollection,
	convert: (rows: Converter) => Converter = (rows) => rows,
): [rows: INodeProperties, json: INodeProperties] {
	const toList = convert(rowsOf(group));
	const { displayName, name, description } = property;
	return [
		bodyField(key, { ...property, type: 'fixedCollection', typeOptions: { multipleValues: true }, default: {}, options: [group] }, toList),
		joinedJsonField(
			key,
			{
				displayName: `${displayName} (JSON)`,
				name: `${name}Json`,
				type: 'string',
				typeOptions: { rows: 2 },
				default: '',
				placeholder: 'e.g. [{ … }]',
				description: `The same as a JSON array, for expressions and AI agents. ${description}.`,
			},
			toList,
		),
	];
}

/** preSend: refuses a body without that key, which several fields of the form can give. */
export function requireInBody(key: string, field: string): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		if (!isObject(options.body) || options.body[key] === undefined) throw fieldError(this.getNode(), this.getItemIndex(), field, 'is empty');
		return options;
	};
}
