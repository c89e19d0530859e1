import type { IDataObject, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import { gte, where } from '../filter/conditions';
import { isObject } from '../values';
import { SharedTexts } from './sharedTexts';

/** Rows of one request where all are wanted. */
export const PAGE_SIZE = 1000;

/** Elasticsearch's window: TheHive answers no page that ends behind it. */
export const WINDOW = 10_000;

/** Which rows of a query are wanted. */
export interface PagePlan {
	/** At most so many rows; all when absent. */
	limit?: number;
	/** Order the rows shall have, e.g. `[{ severity: 'desc' }]`; the order of creation when empty. */
	sort: IDataObject[];
	extraData: string[];
	pageSize?: number;
}

/** Sends one query and gives its rows as items. */
export type SendQuery = (query: IDataObject[]) => Promise<INodeExecutionData[]>;

const CREATED = '_createdAt';

const page = (from: number, to: number, extraData: string[]): IDataObject => ({
	_name: 'page',
	from,
	to,
	...(extraData.length > 0 ? { extraData } : {}),
});

function createdAt({ json }: INodeExecutionData): number | undefined {
	// comments name their stamp without the underscore
	const stamp = json[CREATED] ?? json.createdAt;
	return typeof stamp === 'number' ? stamp : undefined;
}

/**
 * All rows of a query, walked by the key `_createdAt`: TheHive ends its window at 10,000 rows, and growing offsets skip
 * or repeat rows while others write. Each page begins at the last stamp seen; rows of that stamp are known by their id.
 */
async function walk(query: IDataObject[], { extraData, pageSize = PAGE_SIZE }: PagePlan, send: SendQuery): Promise<INodeExecutionData[]> {
	const rows: INodeExecutionData[] = [];
	const texts = new SharedTexts();
	const order: IDataObject = { _name: 'sort', _fields: [{ [CREATED]: 'asc' }, { _id: 'asc' }] };
	let last: number | undefined;
	let seenAtLast = new Set<unknown>();
	for (;;) {
		const from = where(last === undefined ? undefined : gte(CREATED, last));
		// the rows of the last stamp come again: so many more fit on the page
		const size = Math.min(pageSize + seenAtLast.size, WINDOW);
		const found = await send([...query, ...from, order, page(0, size, extraData)]);
		for (const row of found) {
			const stamp = createdAt(row);
			if (stamp !== undefined && stamp === last && seenAtLast.has(row.json._id)) continue;
			if (stamp !== last) {
				last = stamp;
				seenAtLast = new Set();
			}
			texts.shareIn(row.json);
			seenAtLast.add(row.json._id);
			rows.push(row);
		}
		if (found.length < size) return rows;
		if (last === undefined || seenAtLast.size >= WINDOW) {
			throw new Error(`TheHive's answer cannot be read on behind ${rows.length} rows: narrow the filters or set a limit`);
		}
	}
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

function compare(a: unknown, b: unknown): number {
	if (a === b) return 0;
	// TheHive puts missing values last, whatever the direction
	if (!isPresent(a)) return 1;
	if (!isPresent(b)) return -1;
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a) < String(b) ? -1 : 1;
}

function valueAt(row: IDataObject, path: string): unknown {
	return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), row);
}

/** Orders rows as the query's sort would have. */
function sorted(rows: INodeExecutionData[], sort: IDataObject[]): INodeExecutionData[] {
	const keys = sort.flatMap((entry) => Object.entries(entry));
	return rows.sort((a, b) => {
		for (const [field, direction] of keys) {
			const left = valueAt(a.json, field);
			const right = valueAt(b.json, field);
			const order = compare(left, right);
			if (order !== 0) return direction === 'desc' && isPresent(left) && isPresent(right) ? -order : order;
		}
		return 0;
	});
}

/**
 * The wanted rows of a query.
 * @param query its operations without sort and page
 * @param send sends a complete query; its errors go through
 */
export async function rowsOfQuery(query: IDataObject[], plan: PagePlan, send: SendQuery): Promise<INodeExecutionData[]> {
	const { limit, sort, extraData } = plan;
	if (limit !== undefined && limit <= WINDOW) {
		const order: IDataObject[] = sort.length > 0 ? [{ _name: 'sort', _fields: sort }] : [];
		return await send([...query, ...order, page(0, limit, extraData)]);
	}
	const rows = await walk(query, plan, send);
	const inOrder = sort.length > 0 ? sorted(rows, sort) : rows;
	return limit === undefined ? inOrder : inOrder.slice(0, limit);
}

/** Plans by the request they were made for; `everyPage` looks them up. */
const plans = new WeakMap<IHttpRequestOptions, PagePlan>();

/** Notes which rows the query in `options.body` shall give. */
export function planPages(options: IHttpRequestOptions, plan: PagePlan): void {
	plans.set(options, plan);
}

/**
 * Sends a routed request: once, or as often as its page plan needs.
 * @param send sends the request with that body
 */
export async function everyPage(
	options: IHttpRequestOptions,
	send: (body: IHttpRequestOptions['body']) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const plan = plans.get(options);
	const { body } = options;
	if (!plan || !isObject(body) || !Array.isArray(body.query)) {
		return await send(isObject(body) && Object.keys(body).length === 0 ? undefined : body);
	}
	const query: unknown[] = body.query;
	return await rowsOfQuery(query.filter(isObject), plan, async (complete) => await send({ ...body, query: complete }));
}
