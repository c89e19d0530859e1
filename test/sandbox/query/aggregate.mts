import { attributeError, badRequest, invalidFormat, missingAttribute } from '../errors.mts';
import { isList, isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { AnyRow } from '../store/rows.mts';
import type { Scope } from './field.mts';
import { compileFilter } from './filter.mts';
import { fieldOf } from './models.mts';
import type { RowKind } from './models.mts';

const UNIT_MS: Readonly<Record<string, number>> = {
	s: 1000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 604_800_000,
	M: 2_592_000_000,
	y: 31_536_000_000,
	seconds: 1000,
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
	day: 86_400_000,
	weeks: 604_800_000,
	week: 604_800_000,
	months: 2_592_000_000,
	month: 2_592_000_000,
	years: 31_536_000_000,
	year: 31_536_000_000,
};

function fieldName(aggregation: JsonObject): string {
	const { _field, _fields } = aggregation;
	const name = _field ?? (isList(_fields) ? _fields[0] : undefined);
	if (typeof name !== 'string') throw attributeError(missingAttribute('_field'));
	return name;
}

function intervalMs(aggregation: JsonObject): number {
	const { _interval, _unit } = aggregation;
	const [, amount, unit] = /^(\d+)?\s*([a-zA-Z]+)$/.exec(String(_interval ?? _unit ?? '1d')) ?? [];
	const ms = unit === undefined ? undefined : UNIT_MS[unit];
	if (ms === undefined) throw attributeError(invalidFormat('_interval', 'duration', _interval ?? null));
	return Number(amount ?? 1) * ms;
}

/** Values of a field over all rows, those of lists one by one. */
function valuesOf(rows: readonly AnyRow[], name: string, kind: RowKind, scope: Scope): { value: Json; row: AnyRow }[] {
	const field = fieldOf(kind, name, scope);
	if (field.index === 'none') return [];
	return rows.flatMap((row) => {
		const read = field.read(row, scope);
		if (read === undefined || read === null) return [];
		return (isList(read) ? read : [read]).map((value) => ({ value, row }));
	});
}

function selected(rows: readonly AnyRow[], aggregation: JsonObject, kind: RowKind, scope: Scope): JsonObject {
	const { _select } = aggregation;
	const selects = isList(_select) && _select.length > 0 ? _select : [{ _agg: 'count' }];
	return Object.assign({}, ...selects.map((select) => aggregateNamed(rows, select, kind, scope)));
}

function ordered(groups: readonly (readonly [string, JsonObject])[], aggregation: JsonObject): (readonly [string, JsonObject])[] {
	const { _order, _size } = aggregation;
	const orders = isList(_order) ? _order.filter((order) => typeof order === 'string') : [];
	const sorted = groups.toSorted((a, b) => {
		for (const order of orders) {
			const name = order.replace(/^[+-]/, '');
			const [left, right] = name === '_field' ? [a[0], b[0]] : [a[1][name], b[1][name]];
			const comparable = (value: Json | undefined) => (typeof value === 'number' ? value : String(value));
			const [x, y] = [comparable(left), comparable(right)];
			if (x !== y) return (x < y ? -1 : 1) * (order.startsWith('-') ? -1 : 1);
		}
		return 0;
	});
	return typeof _size === 'number' ? sorted.slice(0, _size) : sorted;
}

function grouped(
	entries: readonly { value: Json; row: AnyRow }[],
	key: (value: Json) => string,
): Map<string, AnyRow[]> {
	const groups = new Map<string, AnyRow[]>();
	for (const { value, row } of entries) {
		const name = key(value);
		const group = groups.get(name);
		if (group === undefined) groups.set(name, [row]);
		else group.push(row);
	}
	return groups;
}

function numbersOf(rows: readonly AnyRow[], name: string, kind: RowKind, scope: Scope): number[] {
	return valuesOf(rows, name, kind, scope).flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
}

function total(numbers: readonly number[]): number {
	return numbers.reduce((sum, value) => sum + value, 0);
}

const summaries: Readonly<Record<string, (numbers: readonly number[]) => Json>> = {
	sum: total,
	avg: (numbers) => (numbers.length === 0 ? null : total(numbers) / numbers.length),
	min: (numbers) => (numbers.length === 0 ? null : numbers.reduce((least, value) => Math.min(least, value))),
	max: (numbers) => (numbers.length === 0 ? null : numbers.reduce((most, value) => Math.max(most, value))),
};

/** The aggregation under its key: `_name` of a nested one, or `count`, `sum_x`, … [S]. */
function aggregateNamed(rows: readonly AnyRow[], select: Json, kind: RowKind, scope: Scope): JsonObject {
	if (!isObject(select)) throw attributeError(invalidFormat('_select', 'aggregation', select));
	const { _agg, _name } = select;
	const name = (fallback: string) => (typeof _name === 'string' ? _name : fallback);
	if (_agg === 'count') return { [name('count')]: filtered(rows, select, kind, scope).length };
	if (_agg === 'field' || _agg === 'time') return { [name(`${_agg}_${fieldName(select)}`)]: aggregate(rows, select, kind, scope) };
	const summary = typeof _agg === 'string' ? summaries[_agg] : undefined;
	if (summary === undefined) throw badRequest(`Unknown aggregation ${String(_agg)}`);
	const field = fieldName(select);
	return { [name(`${String(_agg)}_${field}`)]: summary(numbersOf(filtered(rows, select, kind, scope), field, kind, scope)) };
}

function filtered(rows: readonly AnyRow[], aggregation: JsonObject, kind: RowKind, scope: Scope): readonly AnyRow[] {
	const { _query } = aggregation;
	return _query === undefined || _query === null ? rows : rows.filter(compileFilter(_query, kind, scope));
}

/**
 * The `aggregation` operation: an object keyed by value (or start of interval, ms), or the one number asked for [S].
 * @throws BadRequest or AttributeCheckingError (400)
 */
export function aggregate(rows: readonly AnyRow[], aggregation: JsonObject, kind: RowKind, scope: Scope): JsonObject {
	const { _agg } = aggregation;
	const matching = filtered(rows, aggregation, kind, scope);
	if (_agg === 'field' || _agg === 'time') {
		const interval = _agg === 'time' ? intervalMs(aggregation) : 1;
		const key = (value: Json) =>
			_agg === 'time' && typeof value === 'number' ? String(Math.floor(value / interval) * interval) : String(value);
		const groups = grouped(valuesOf(matching, fieldName(aggregation), kind, scope), key);
		const results = [...groups].map(([name, group]) => [name, selected(group, aggregation, kind, scope)] as const);
		return Object.fromEntries(ordered(results, aggregation));
	}
	return aggregateNamed(matching, { ...aggregation, _name: undefined, _query: undefined }, kind, scope);
}
