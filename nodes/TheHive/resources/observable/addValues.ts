import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { answerError, failedItem, isRefusal, requestError } from '../../../shared/errors';
import { fieldError } from '../../../shared/fieldError';
import { DETECT } from '../../../shared/fields/observables';
import { grouped } from '../../../shared/grouped';
import { isIndicatorType, readObservable, readObservables } from '../../../shared/observableData/readObservable';
import type { Parent } from '../../../shared/parent';
import { theHiveQuery, theHiveResponse } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import type { OnDuplicate } from './onDuplicate';
import { updatedExisting } from './updatedExisting';

/** A value to add and the input items that gave it. */
export interface Value {
	data: string;
	dataType: string;
	items: number[];
}

/** Values that go to one place with the same fields. */
export interface Addition {
	parent: Parent;
	/** All of the body but `dataType` and `data`. */
	fields: IDataObject;
	values: Value[];
}

/** Values in one request. */
const CHUNK = 200;

/** Types whose values mean the same in any case, and which TheHive compares so since 5.7. Values of all others are kept apart. */
const CASELESS = new Set(['autonomous-system', 'domain', 'fqdn', 'hash', 'hostname', 'ip', 'mail']);

/** Equal for values that are one observable. */
export const sameValue = (dataType: string, data: string): string => `${dataType}|${CASELESS.has(dataType) ? data.toLowerCase() : data}`;

/** Equal for values that TheHive may take for one, whatever the type. */
const alike = (dataType: string, data: string): string => `${dataType}|${data.toLowerCase()}`;

/**
 * The values of one item with their types.
 * @param body the item's body: `dataType` a type or `detect`, `data` a list
 */
export function typedValues(node: INode, itemIndex: number, body: IDataObject, refang: boolean): Value[] {
	const given: unknown[] = Array.isArray(body.data) ? body.data : [];
	const fixed = body.dataType === DETECT ? undefined : String(body.dataType);
	const values = given.flatMap((text) => {
		const read = fixed === undefined || isIndicatorType(fixed) ? readObservables(String(text), refang) : [readObservable(String(text), refang)];
		return read.map(({ data, dataType }) => ({ data, dataType: fixed ?? dataType, items: [itemIndex] }));
	});
	if (values.length === 0) throw fieldError(node, itemIndex, 'Data', 'is empty');
	return values;
}

/** Distinct values; one that several items give stands for all of them. */
export function distinct(values: Value[]): Value[] {
	const found = new Map<string, Value>();
	for (const value of values) {
		const key = sameValue(value.dataType, value.data);
		const known = found.get(key);
		if (known) known.items = [...new Set([...known.items, ...value.items])];
		else found.set(key, value);
	}
	return [...found.values()];
}

/** Observables with their fields as what `addValues` takes: those with the same fields go together. */
export function additionsOf(parent: Parent, observables: IDataObject[], itemIndex: number): Addition[] {
	const parts = observables.map(({ data, dataType, ...fields }) => ({ fields, value: { data: String(data), dataType: String(dataType), items: [itemIndex] } }));
	return grouped(parts, ({ fields }) => JSON.stringify(fields)).map((group) => ({
		parent,
		fields: group[0]?.fields ?? {},
		values: distinct(group.map(({ value }) => value)),
	}));
}

function pairedWith({ items }: Value): INodeExecutionData['pairedItem'] {
	return items.length === 1 ? { item: items[0] ?? 0 } : items.map((item) => ({ item }));
}

/** A value that TheHive refused, as an item that says which. */
function refusedItem(error: NodeApiError | NodeOperationError, value: Value): INodeExecutionData {
	const { dataType, data, items } = value;
	return { ...failedItem(error, items[0] ?? 0, { dataType, data }), pairedItem: pairedWith(value) };
}

const FILTERED = 100;

/** The observables of the parent that have one of the values, by value. */
async function existing(context: IExecuteFunctions, parent: Parent, values: Value[], itemIndex: number): Promise<Map<string, IDataObject>> {
	const found = new Map<string, IDataObject>();
	for (const block of blocksOf(values, FILTERED)) {
		const wanted = [...new Set(block.flatMap(({ data }) => [data, data.toLowerCase()]))];
		const rows = await theHiveQuery(
			context,
			[
				{ _name: parent.kind === 'alert' ? 'getAlert' : 'getCase', idOrName: parent.id },
				{ _name: 'observables' },
				{ _name: 'filter', _in: { _field: 'data', _values: wanted } },
			],
			'observables-there-already',
			{ itemIndex },
		);
		for (const row of rows) found.set(sameValue(String(row.dataType), String(row.data)), row);
	}
	return found;
}

/** Sends values of one type in one request. @returns an item for each, in their order */
async function create(context: IExecuteFunctions, { parent, fields }: Addition, values: Value[]): Promise<INodeExecutionData[]> {
	const [first] = values;
	if (!first) return [];
	const itemIndex = first.items[0] ?? 0;
	const path = `/${parent.kind}/${encodeURIComponent(parent.id)}/observable`;
	const body = { ...fields, dataType: first.dataType, data: values.map(({ data }) => data) };
	const response = await theHiveResponse(context, { method: 'POST', path, body, itemIndex });
	const answer: unknown = response.body;
	const partly = isObject(answer) ? answer : undefined;
	const success: unknown[] = Array.isArray(answer) ? answer : Array.isArray(partly?.success) ? partly.success : [];
	const failures = (Array.isArray(partly?.failure) ? partly.failure : []).filter(isObject);
	const rows = success.filter(isObject);
	const exact = new Map(rows.map((row) => [sameValue(String(row.dataType), String(row.data)), row]));
	const near = new Map(rows.map((row) => [alike(String(row.dataType), String(row.data)), row]));
	const answered = new Set<IDataObject>();
	const facts = { method: 'POST', path, itemIndex };
	const items = values.map((value): INodeExecutionData => {
		const row = exact.get(sameValue(value.dataType, value.data)) ?? near.get(alike(value.dataType, value.data));
		if (row) {
			answered.add(row);
			return { json: row, pairedItem: pairedWith(value) };
		}
		const named = failures.findIndex(({ object }) => isObject(object) && String(object.data) === value.data);
		const [failure] = failures.splice(named < 0 ? 0 : named, 1);
		const words = failure ?? { type: 'UnexpectedAnswer', message: 'TheHive answered neither with this observable nor with a reason' };
		return refusedItem(answerError(context.getNode(), { statusCode: 400, body: words }, facts), value);
	});
	// what TheHive answers under another value than was sent (normalised) is no value of ours, but not lost either
	return [...items, ...rows.filter((row) => !answered.has(row)).map((json) => ({ json, pairedItem: pairedWith(first) }))];
}

function ofOneType(values: Value[]): Value[][] {
	return grouped(values, ({ dataType }) => dataType).flatMap((list) => blocksOf(list, CHUNK));
}

/** Values that were not added, with the error of their request. */
export interface Unadded {
	values: Value[];
	error: NodeApiError | NodeOperationError;
}

/** What came of adding values. */
export interface Tried {
	/** By value; nothing for one that is skipped. A value that TheHive refused beside others is an item with `error`. */
	items: Map<Value, INodeExecutionData>;
	/** What TheHive answered under another value than was sent. */
	others: INodeExecutionData[];
	/** The observables that were created. */
	created: IDataObject[];
	unadded: Unadded[];
}

const isDone = ({ json }: INodeExecutionData): boolean => json.error === undefined;

/** For values whose turn never came. */
function notSent(context: IExecuteFunctions, itemIndex: number): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), `Not sent, because the request before it failed [item ${itemIndex}]`, {
		itemIndex,
		description: 'The error of the value before it tells why. Run it again once the cause is gone.',
	});
	error.context.data = { type: 'NotSent', message: error.message };
	return error;
}

/**
 * Adds values to a case or an alert, one request for each type. A request that fails leaves the others alone, unless it is to be
 * feared that they would fare no better.
 */
export async function tryValues(context: IExecuteFunctions, addition: Addition, onDuplicate: OnDuplicate): Promise<Tried> {
	const { parent, fields, values } = addition;
	const itemIndex = values[0]?.items[0] ?? 0;
	const tried: Tried = { items: new Map(), others: [], created: [], unadded: [] };
	let isStopped = false;
	const attempt = async (those: Value[], work: () => Promise<void>): Promise<void> => {
		if (isStopped) {
			tried.unadded.push({ values: those, error: notSent(context, itemIndex) });
			return;
		}
		try {
			await work();
		} catch (thrown) {
			const error = requestError(context.getNode(), thrown, { method: 'POST', path: `/${parent.kind}/${parent.id}/observable`, itemIndex });
			tried.unadded.push({ values: those, error });
			isStopped ||= !isRefusal(error);
		}
	};
	const there = new Map<string, IDataObject>();
	if (onDuplicate !== 'theHive') {
		await attempt(values, async () => {
			for (const [key, row] of await existing(context, parent, values, itemIndex)) there.set(key, row);
		});
		// nothing is sent unless it is known what is there
		if (tried.unadded.length > 0) return tried;
	}
	const found = (value: Value) => there.get(sameValue(value.dataType, value.data));
	for (const block of ofOneType(values.filter((value) => !found(value)))) {
		await attempt(block, async () => {
			const items = await create(context, addition, block);
			block.forEach((value, index) => {
				const item = items[index];
				if (item) tried.items.set(value, item);
			});
			tried.others.push(...items.slice(block.length));
			tried.created.push(...items.filter(isDone).map(({ json }) => json));
		});
	}
	if (onDuplicate !== 'update' && onDuplicate !== 'returnExisting') return tried;
	for (const value of values) {
		const row = found(value);
		if (!row) continue;
		await attempt([value], async () => {
			const json = onDuplicate === 'update' ? await updatedExisting(context, row, fields, itemIndex) : row;
			tried.items.set(value, { json, pairedItem: pairedWith(value) });
		});
	}
	return tried;
}

/** Output items in the order of the values; one that was not added is an item with `error`. */
export function itemsOf({ items, others, unadded }: Tried, values: Value[]): INodeExecutionData[] {
	const failed = new Map(unadded.flatMap(({ values: those, error }) => those.map((value) => [value, refusedItem(error, value)])));
	return [...values.flatMap((value) => items.get(value) ?? failed.get(value) ?? []), ...others];
}

/** How many created values an error names. */
const NAMED = 10;

/** An error that ends the work says what was created before: it stays in TheHive. */
export function withCreated(error: unknown, created: IDataObject[]): unknown {
	if (created.length === 0 || !(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	const names = created.slice(0, NAMED).map(({ dataType, data }) => `${String(dataType)} ${String(data)}`).join(', ');
	const more = created.length > NAMED ? ` and ${created.length - NAMED} more` : '';
	error.description = `${error.description ?? ''} Created before it failed: ${names}${more}. Run it again for the other values only, or choose under On Duplicate what becomes of these.`.trim();
	return error;
}

/** Whether anything came of it that an error for all would hide. */
export function cameTrue({ items, others }: Tried): boolean {
	return items.size > 0 || others.length > 0;
}

/**
 * Adds values to a case or an alert: one request for each type, an item for each value.
 * @returns items in the order of the values; a refused value is an item with `error`, unless nothing at all was done
 * @throws NodeApiError when TheHive refuses everything, or it is unknown what it did; the error says what was created before
 */
export async function addValues(context: IExecuteFunctions, addition: Addition, onDuplicate: OnDuplicate): Promise<INodeExecutionData[]> {
	const tried = await tryValues(context, addition, onDuplicate);
	const failure = tried.unadded.find(({ error }) => !isRefusal(error) || !cameTrue(tried));
	if (failure) throw withCreated(failure.error, tried.created);
	return itemsOf(tried, addition.values);
}
