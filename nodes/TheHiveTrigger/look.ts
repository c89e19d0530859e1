import type { IDataObject } from 'n8n-workflow';
import { unexpectedAnswer } from '../shared/errors';
import type { Condition } from '../shared/filter/conditions';
import { allOf, and, anyOf, gte, hasId, isIn, lt, where } from '../shared/filter/conditions';
import { PAGE_SIZE, WINDOW } from '../shared/query/pages';
import { theHiveResponse } from '../shared/request';
import type { TheHiveContext } from '../shared/request';
import { isObject } from '../shared/values';
import type { EntityName, StampField } from './entities';
import { entityOf } from './entities';
import type { BackgroundRequest } from './eventStream';
import { asError } from './outage';

/** Ids per request where records are fetched one by one. */
const IDS_PER_REQUEST = 100;

/** Audits read of one record. */
const AUDITS = 50;

/** What a look at TheHive needs. */
export interface LookContext {
	context: TheHiveContext;
	request: BackgroundRequest;
	/** The user's filter on that kind of record. */
	filterOf: (entity: EntityName) => Condition | undefined;
}

export interface Rows {
	rows: IDataObject[];
	/** The server's clock (epoch ms). */
	serverNow: number;
}

/** Runs a query; gives the server's time with its rows. */
async function send({ context, request }: LookContext, query: IDataObject[], extra: IDataObject = {}): Promise<Rows> {
	const facts = { method: 'POST' as const, path: '/query' };
	const { body, headers } = await theHiveResponse(context, {
		...request,
		...facts,
		qs: { name: 'n8n-trigger' },
		body: { ...extra, query },
		// few at a time anyway, and never behind the requests of playbooks
		holdsPlace: true,
	});
	if (!Array.isArray(body)) throw unexpectedAnswer(context.getNode(), facts, 'a list');
	const list: unknown[] = body;
	const date = Date.parse(String(headers.date ?? ''));
	return { rows: list.filter(isObject), serverNow: Number.isFinite(date) ? date : Date.now() };
}

/** A row's stamp (epoch ms); comments name theirs without the underscore. */
export function stampOfRow(row: IDataObject, field: StampField): number | undefined {
	const stamp = row[field] ?? row[field.slice(1)];
	return typeof stamp === 'number' ? stamp : undefined;
}

/** Where to look, and how much of each row is wanted. */
export interface Range {
	entity: EntityName;
	field: StampField;
	/** First stamp (epoch ms). */
	from: number;
	/** First stamp that does not count any more. */
	until?: number;
	/** Only ids and stamps: TheHive 5.8 and later leave out the rest, older ones give all. */
	keysOnly?: boolean;
}

function pageQuery(start: IDataObject[], condition: Condition | undefined, field: StampField, direction: 'asc' | 'desc', size: number, entity: EntityName): IDataObject[] {
	const { extraData } = entityOf(entity);
	return [
		...start,
		...where(condition),
		{ _name: 'sort', _fields: [{ [field]: direction }, { _id: direction }] },
		{ _name: 'page', from: 0, to: size, ...(extraData ? { extraData: [...extraData] } : {}) },
	];
}

function conditionOf(look: LookContext, { entity, field, from, until }: Range): Condition | undefined {
	const end = until === undefined ? undefined : lt(field, until);
	return allOf([gte(field, from), end, look.filterOf(entity)].filter((condition) => condition !== undefined));
}

/** The list a query starts with, page by page: by stamp, for growing offsets would skip rows while others write. */
async function* pagesOfList(look: LookContext, range: Range, start: IDataObject[]): AsyncGenerator<Rows> {
	const { entity, field } = range;
	const extra: IDataObject = range.keysOnly ? { includeFields: ['_id', field] } : {};
	let from = range.from;
	let idsAtLast = new Set<unknown>();
	for (;;) {
		// the rows of the last stamp come again: so many more must fit on the page
		const size = Math.min(PAGE_SIZE + idsAtLast.size, WINDOW);
		const { rows, serverNow } = await send(look, pageQuery(start, conditionOf(look, { ...range, from }), field, 'asc', size, entity), extra);
		const fresh = rows.filter((row) => stampOfRow(row, field) !== from || !idsAtLast.has(row._id));
		yield { rows: fresh, serverNow };
		const last = rows.at(-1);
		const stamp = last && stampOfRow(last, field);
		if (rows.length < size || stamp === undefined) return;
		if (stamp === from && idsAtLast.size >= WINDOW) {
			// more records of one millisecond than a page can hold: what lies behind them still has to be found
			from = stamp + 1;
			idsAtLast = new Set();
			continue;
		}
		const ids = rows.filter((row) => stampOfRow(row, field) === stamp).map(({ _id }) => _id);
		idsAtLast = new Set(stamp === from ? [...idsAtLast, ...ids] : ids);
		from = stamp;
	}
}

/** Records by stamp, oldest first. A kind that several queries find comes one query after the other. */
export async function* pages(look: LookContext, range: Range): AsyncGenerator<Rows> {
	for (const start of entityOf(range.entity).lists(range.from)) yield* pagesOfList(look, range, start);
}

/** The newest records by a stamp, newest first. */
export async function newest(look: LookContext, entity: EntityName, field: StampField, count: number): Promise<Rows> {
	let serverNow = 0;
	const all: IDataObject[] = [];
	for (const start of entityOf(entity).lists(0)) {
		const condition = conditionOf(look, { entity, field, from: 1 });
		const found = await send(look, pageQuery(start, condition, field, 'desc', count, entity));
		all.push(...found.rows);
		serverNow = Math.max(serverNow, found.serverNow);
	}
	const rows = all.sort((a, b) => (stampOfRow(b, field) ?? 0) - (stampOfRow(a, field) ?? 0)).slice(0, count);
	return { rows, serverNow };
}

/** Oldest first. @returns nothing where audits cannot be queried: kept outside the graph, no permission */
async function audits(look: LookContext, start: IDataObject[], most: number): Promise<IDataObject[] | undefined> {
	const query: IDataObject[] = [...start, { _name: 'sort', _fields: [{ _createdAt: 'desc' }] }, { _name: 'page', from: 0, to: most }];
	const answer = await send(look, query).catch(asError);
	return answer instanceof Error ? undefined : answer.rows.reverse();
}

/**
 * The audits of all records of a kind in a time, oldest first.
 * @param from first stamp, epoch ms
 * @param to first stamp that does not count any more
 * @returns nothing where audits cannot be queried
 */
export async function auditsBetween(look: LookContext, entity: EntityName, from: number, to: number): Promise<IDataObject[] | undefined> {
	const condition = and(isIn('objectType', entityOf(entity).objectTypes), gte('_createdAt', from), lt('_createdAt', to));
	return await audits(look, [{ _name: 'listAudit' }, ...where(condition)], WINDOW);
}

/** The audits of one record, oldest first. @returns nothing where audits cannot be queried */
export async function auditsOf(look: LookContext, id: string): Promise<IDataObject[] | undefined> {
	return await audits(look, [{ _name: 'listAuditFromObject', id }], AUDITS);
}

/** Whole records by id. */
export async function byIds(look: LookContext, entity: EntityName, ids: readonly string[]): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for (let index = 0; index < ids.length; index += IDS_PER_REQUEST) {
		const wanted = anyOf(ids.slice(index, index + IDS_PER_REQUEST).map(hasId));
		for (const start of entityOf(entity).lists(0)) {
			const query = pageQuery(start, wanted, '_createdAt', 'asc', IDS_PER_REQUEST, entity);
			rows.push(...(await send(look, query)).rows);
		}
	}
	return rows;
}
