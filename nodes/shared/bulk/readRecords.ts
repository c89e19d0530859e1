import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { TheHiveContext } from '../request';
import { theHiveObject, theHiveQuery } from '../request';
import { isObject } from '../values';
import type { RecordKind } from './kinds';

/** Ids in one query: a search index takes a limited number of conditions (1,024 by default). */
export const IDS_PER_QUERY = 500;

/** `values` in blocks of at most `size`. */
export function blocksOf<Value>(values: readonly Value[], size: number): Value[][] {
	const blocks: Value[][] = [];
	for (let start = 0; start < values.length; start += size) blocks.push(values.slice(start, start + size));
	return blocks;
}

/** Filter that exactly these records meet. */
export function withIds(ids: readonly string[]): IDataObject {
	return ids.length === 1 ? { _id: ids[0] } : { _or: ids.map((id) => ({ _id: id })) };
}

/**
 * Reads many records in few queries.
 * @param itemIndex input item by whose settings they are read
 * @returns the records by id; those that do not exist or cannot be seen are missing
 */
export async function recordsById(context: TheHiveContext, kind: RecordKind, ids: readonly string[], itemIndex: number): Promise<Map<string, IDataObject>> {
	const found = new Map<string, IDataObject>();
	await Promise.all(
		blocksOf([...new Set(ids)], IDS_PER_QUERY).map(async (block) => {
			const rows = await theHiveQuery(context, [{ _name: kind.list }, { _name: 'filter', ...withIds(block) }], `read-${kind.many}`, { itemIndex });
			for (const row of rows) found.set(String(row._id), row);
		}),
	);
	return found;
}

const TAG_KEYS = new Set(['addTags', 'removeTags', 'tags']);

function tagsReflect(record: IDataObject, change: IDataObject): boolean {
	const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
	const has = new Set(list(record.tags));
	return list(change.addTags).every((tag) => has.has(tag))
		&& list(change.tags).every((tag) => has.has(tag))
		&& !list(change.removeTags).some((tag) => has.has(tag));
}

/** Whether a record shows the change, as far as that can be told from its plain values and tags. */
function reflects(record: IDataObject, change: IDataObject): boolean {
	return tagsReflect(record, change) && Object.entries(change).every(([key, value]) => {
		if (TAG_KEYS.has(key) || isObject(value) || Array.isArray(value)) return true;
		// what TheHive takes but does not show (lastSyncDate) tells nothing
		if (value !== null && record[key] === undefined) return true;
		return value === null ? record[key] === undefined || record[key] === null : record[key] === value;
	});
}

/** Records that a query shows late are waited for so long (ms), once, when they are more than a few. */
const INDEX_LAG_MS = 1_000;
const FEW = 16;

/**
 * Reads records after a change. Queries may lag behind it: records that do not show it yet are read again, in the end
 * each by itself.
 * @param changes what was changed, by id
 * @returns the records by id; those that cannot be read any more are missing
 */
export async function recordsAfter(context: TheHiveContext, kind: RecordKind, changes: ReadonlyMap<string, IDataObject>, itemIndex: number): Promise<Map<string, IDataObject>> {
	const records = await recordsById(context, kind, [...changes.keys()], itemIndex);
	const late = () => [...changes].filter(([id, change]) => !reflects(records.get(id) ?? {}, change) || !records.has(id)).map(([id]) => id);
	if (late().length > FEW) {
		await sleep(INDEX_LAG_MS);
		for (const [id, record] of await recordsById(context, kind, late(), itemIndex)) records.set(id, record);
	}
	await Promise.allSettled(
		late().map(async (id) => {
			records.set(id, await theHiveObject(context, { method: 'GET', path: `${kind.path}/${encodeURIComponent(id)}`, itemIndex }));
		}),
	);
	return records;
}
