import { attributeError, invalidFormat, missingAttribute } from '../errors.mts';
import { isList, isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { AnyRow } from '../store/rows.mts';
import type { Field, Scope } from './field.mts';
import { fieldOf } from './models.mts';
import type { RowKind } from './models.mts';

export interface SortKey {
	readonly name: string;
	readonly descending: boolean;
}

function parseKey(entry: Json): SortKey[] {
	if (typeof entry === 'string') {
		const descending = entry.startsWith('-');
		return [{ name: entry.replace(/^[+-]/, ''), descending }];
	}
	if (!isObject(entry)) throw attributeError(invalidFormat('_fields', 'sort field', entry));
	return Object.entries(entry).map(([name, direction]) => {
		if (direction !== 'asc' && direction !== 'desc') {
			throw attributeError(invalidFormat(`_fields.${name}`, 'asc or desc', direction));
		}
		return { name, descending: direction === 'desc' };
	});
}

/** Reads `_fields`: `[{f: "asc"}]`, `"+f"`, `"-f"` or `"f"` [S]. @throws AttributeCheckingError (400) */
export function parseSort(operation: JsonObject): SortKey[] {
	const { _fields } = operation;
	if (_fields === undefined || _fields === null) throw attributeError(missingAttribute('_fields'));
	return (isList(_fields) ? _fields : [_fields]).flatMap(parseKey);
}

/** One value to sort by: the first of a list; ids as numbers. */
function sortValue(field: Field, row: AnyRow, scope: Scope): string | number | undefined {
	const read = field.read(row, scope);
	const value = isList(read) ? read[0] : read;
	if (field.type === 'id' && typeof value === 'string') return Number(value.slice(1));
	if (typeof value === 'boolean') return Number(value);
	return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** Missing values come last whatever the direction [?]. */
export function compareValues(
	a: string | number | undefined,
	b: string | number | undefined,
	descending: boolean,
): number {
	if (a === b) return 0;
	if (a === undefined) return 1;
	if (b === undefined) return -1;
	const order = a < b ? -1 : 1;
	return descending ? -order : order;
}

/**
 * Rows in the order of the keys, ties by id. A key the index does not hold finds no rows [L].
 * @param limit only so many rows from the start are needed
 * @throws BadRequest (400) for an unknown field
 */
export function sortRows(
	rows: readonly AnyRow[],
	keys: readonly SortKey[],
	kind: RowKind,
	scope: Scope,
	limit = Number.POSITIVE_INFINITY,
): AnyRow[] {
	const fields = keys.map((key) => ({ field: fieldOf(kind, key.name, scope), descending: key.descending }));
	if (fields.some(({ field }) => field.index === 'none')) return [];
	const entries = rows.map((row) => ({
		row,
		values: fields.map(({ field }) => sortValue(field, row, scope)),
		id: Number(row._id.slice(1)),
	}));
	const order = (a: (typeof entries)[number], b: (typeof entries)[number]): number => {
		for (const [index, { descending }] of fields.entries()) {
			const difference = compareValues(a.values[index], b.values[index], descending);
			if (difference !== 0) return difference;
		}
		return a.id - b.id;
	};
	return smallest(entries, limit, order).map(({ row }) => row);
}

/** The first `limit` of the items in order, without putting the rest in order. */
export function smallest<T>(items: readonly T[], limit: number, order: (a: T, b: T) => number): T[] {
	if (limit * 4 >= items.length) return items.toSorted(order).slice(0, limit);
	let kept: T[] = [];
	let last: T | undefined;
	for (const item of items) {
		if (last !== undefined && order(item, last) >= 0) continue;
		kept.push(item);
		if (kept.length < limit * 2 + 1000) continue;
		kept = kept.sort(order).slice(0, limit);
		last = kept.at(-1);
	}
	return kept.sort(order).slice(0, limit);
}
