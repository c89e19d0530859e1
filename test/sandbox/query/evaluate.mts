import { attributeError, badRequest, invalidFormat, missingAttribute, unsupportedAttribute } from '../errors.mts';
import { isList, isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import { aggregate } from './aggregate.mts';
import { links } from './chain.mts';
import { presentWith } from './extraData.mts';
import type { Scope } from './field.mts';
import { compileFilter } from './filter.mts';
import { initialOperations } from './initial.mts';
import type { Result } from './initial.mts';
import { compareValues, parseSort, sortRows } from './sort.mts';

/** Elasticsearch's `max_result_window`: no page reaches beyond it [?: 400 rather than 500]. */
export const MAX_WINDOW = 10_000;

export interface Answer {
	readonly body: Json;
	/** Rows before paging, when `extraData` asked for `total`: the X-Total header. */
	readonly total?: number;
}

interface State {
	readonly result: Result;
	readonly extraData: readonly string[];
	readonly total: number | undefined;
}

interface Page {
	readonly from: number;
	readonly to: number;
	readonly extraData: readonly string[];
}

function texts(name: string, value: Json | undefined): readonly string[] {
	if (value === undefined || value === null) return [];
	if (!isList(value)) throw attributeError(invalidFormat(name, 'list of strings', value));
	return value.filter((item) => typeof item === 'string');
}

function readPage(operation: JsonObject): Page {
	const read = (name: 'from' | 'to'): number => {
		const value = operation[name];
		if (value === undefined || value === null) throw attributeError(missingAttribute(name));
		if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
			throw attributeError(invalidFormat(name, 'int', value));
		}
		return value;
	};
	const page = { from: read('from'), to: read('to'), extraData: texts('extraData', operation['extraData']) };
	if (page.to > MAX_WINDOW) {
		throw badRequest(`Result window is too large, from + size must be less than or equal to: [${MAX_WINDOW}] but was [${page.to}]`);
	}
	return page;
}

const everywhere: readonly string[] = ['filter', 'sort', 'page', 'count', 'limitedCount', 'aggregation', 'output', 'dedup', 'headerPage'];

function unknownOperation(name: string, accepted: Iterable<string>): Error {
	return attributeError(unsupportedAttribute('_name', `Unknown operation ${name}, expected one of ${[...accepted].join(', ')}`));
}

/** Plain values (similar cases, task groups) have no model: their own members sort and filter. */
function onValues(values: readonly Json[], operation: JsonObject, name: string): Result {
	switch (name) {
		case 'sort': {
			const keys = parseSort(operation);
			const read = (value: Json, key: string) => {
				const found = isObject(value) ? value[key] : undefined;
				return typeof found === 'string' || typeof found === 'number' ? found : undefined;
			};
			const sorted = values.toSorted((a, b) => {
				for (const key of keys) {
					const difference = compareValues(read(a, key.name), read(b, key.name), key.descending);
					if (difference !== 0) return difference;
				}
				return 0;
			});
			return { type: 'values', values: sorted };
		}
		case 'count':
		case 'limitedCount':
			return { type: 'value', value: values.length };
		case 'output':
			return { type: 'values', values };
		case 'dedup':
			return { type: 'values', values: [...new Map(values.map((value) => [JSON.stringify(value), value])).values()] };
		default:
			throw unknownOperation(name, everywhere);
	}
}

function onRows(
	current: Extract<Result, { type: 'rows' }>,
	operation: JsonObject,
	name: string,
	following: Json | undefined,
	scope: Scope,
): Result {
	const { kind, rows } = current;
	switch (name) {
		case 'filter': {
			const { _name, ...filter } = operation;
			return { ...current, rows: rows.filter(compileFilter(filter, kind, scope)) };
		}
		case 'sort':
			return { ...current, rows: sortRows(rows, parseSort(operation), kind, scope, neededRows(following)) };
		case 'count':
		case 'limitedCount':
			return { type: 'value', value: rows.length };
		case 'aggregation':
			return { type: 'value', value: aggregate(rows, operation, kind, scope) };
		case 'output':
			return current;
		case 'dedup':
			return { ...current, rows: [...new Map(rows.map((row) => [row._id, row])).values()] };
	}
	const known = links[kind] ?? {};
	const link = known[name];
	if (link === undefined) throw unknownOperation(name, [...everywhere, ...Object.keys(known)]);
	if ('sum' in link) return { type: 'value', value: rows.reduce((sum, row) => sum + link.sum(row, scope), 0) };
	if ('values' in link) return { type: 'values', values: rows.flatMap((row) => link.values(row, scope)) };
	return { type: 'rows', kind: link.to, rows: rows.flatMap((row) => link.follow(row, scope)) };
}

/** How many rows of a sort the next operation takes, so that the rest need not be put in order. */
function neededRows(following: Json | undefined): number | undefined {
	if (!isObject(following) || following['_name'] !== 'page') return undefined;
	const { to, extraData } = following;
	const wantsTotal = isList(extraData) && extraData.includes('total');
	return typeof to === 'number' && !wantsTotal ? to : undefined;
}

function paged(state: State, operation: JsonObject): State {
	const page = readPage(operation);
	const { result } = state;
	if (result.type === 'value') throw unknownOperation('page', []);
	const extraData = page.extraData;
	if (result.type === 'rows') {
		return {
			result: { ...result, rows: result.rows.slice(page.from, page.to) },
			extraData,
			total: extraData.includes('total') ? result.rows.length : state.total,
		};
	}
	return {
		result: { type: 'values', values: result.values.slice(page.from, page.to) },
		extraData,
		total: extraData.includes('total') ? result.values.length : state.total,
	};
}

/** Pages and page templates without their content. */
function headers(state: State, operation: JsonObject, scope: Scope): State {
	const { result, total } = paged(state, operation);
	if (result.type !== 'rows' || (result.kind !== 'page' && result.kind !== 'pageTemplate')) {
		throw unknownOperation('headerPage', everywhere);
	}
	const values = result.rows.map((row) => {
		const { content: _content, ...header } = presentWith(row, texts('extraData', operation['extraData']), scope);
		return header;
	});
	return { result: { type: 'values', values }, extraData: [], total };
}

function step(state: State, operation: JsonObject, name: string, following: Json | undefined, scope: Scope): State {
	if (name === 'page') return paged(state, operation);
	if (name === 'headerPage') return headers(state, operation, scope);
	const { result } = state;
	if (result.type === 'value') throw unknownOperation(name, []);
	return {
		...state,
		result:
			result.type === 'values' ? onValues(result.values, operation, name) : onRows(result, operation, name, following, scope),
	};
}

function operationName(operation: Json | undefined): { operation: JsonObject; name: string } {
	if (!isObject(operation)) throw attributeError(invalidFormat('query', 'operation', operation));
	const { _name } = operation;
	if (typeof _name !== 'string') throw attributeError(missingAttribute('_name'));
	return { operation, name: _name };
}

/** Runs the operations of a query. @throws AttributeCheckingError or BadRequest (400), 2.9 of the protocol */
export function runOperations(operations: readonly Json[], scope: Scope): { result: Result; extraData: readonly string[]; total: number | undefined } {
	const first = operationName(operations[0]);
	const initial = initialOperations.get(first.name);
	if (initial === undefined) throw unknownOperation(first.name, initialOperations.keys());
	let state: State = { result: initial(first.operation, scope), extraData: [], total: undefined };
	for (const [index, json] of operations.entries()) {
		if (index === 0) continue;
		const { operation, name } = operationName(json);
		state = step(state, operation, name, operations[index + 1], scope);
	}
	return state;
}

function selected(row: JsonObject, included: readonly string[], excluded: readonly string[]): JsonObject {
	if (included.length > 0) return Object.fromEntries(Object.entries(row).filter(([name]) => included.includes(name)));
	if (excluded.length === 0) return row;
	return Object.fromEntries(Object.entries(row).filter(([name]) => !excluded.includes(name)));
}

/** Answers `POST /query`: rows, a number or an object. @throws as `runOperations` */
export function evaluateQuery(body: Json | undefined, scope: Scope): Answer {
	if (!isObject(body)) throw attributeError(invalidFormat('body', 'object', body));
	const { query } = body;
	if (query === undefined || query === null) throw attributeError(missingAttribute('query'));
	if (!isList(query) || query.length === 0) throw attributeError(invalidFormat('query', 'list of operations', query));
	const included = texts('includeFields', body['includeFields']);
	const excluded = texts('excludeFields', body['excludeFields']);
	const { result, extraData, total } = runOperations(query, scope);
	if (result.type === 'value') return { body: result.value, total };
	const rows: readonly Json[] =
		result.type === 'values' ? result.values : result.rows.map((row) => presentWith(row, extraData, scope));
	return { body: rows.map((row) => (isObject(row) ? selected(row, included, excluded) : row)), total };
}
