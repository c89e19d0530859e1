import { attributeError, invalidFormat } from '../errors.mts';
import { isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';

const UNITS: readonly string[] = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'];

/** Milliseconds to add to UTC to get the wall clock of a time zone at an instant. */
function offsetOf(timeZone: string, instant: number): number {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	}).formatToParts(instant);
	const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
	const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return wall - Math.floor(instant / 1000) * 1000;
}

/** The instant at which a wall clock of the zone shows `wall` (ms as if UTC). */
function instantOf(timeZone: string, wall: number): number {
	const guess = wall - offsetOf(timeZone, wall);
	return wall - offsetOf(timeZone, guess);
}

/** Moves by calendar months, staying inside the month: 31 March less a month is the last of February. */
function addMonths(wall: number, months: number): number {
	const start = new Date(wall);
	const moved = new Date(wall);
	moved.setUTCDate(1);
	moved.setUTCMonth(start.getUTCMonth() + months);
	const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
	moved.setUTCDate(Math.min(start.getUTCDate(), last));
	return moved.getTime();
}

function moved(wall: number, amount: number, unit: string): number {
	switch (unit) {
		case 'minutes':
			return wall + amount * 60_000;
		case 'hours':
			return wall + amount * 3_600_000;
		case 'days':
			return wall + amount * 86_400_000;
		case 'weeks':
			return wall + amount * 7 * 86_400_000;
		case 'months':
			return addMonths(wall, amount);
		default:
			return addMonths(wall, amount * 12);
	}
}

function wrong(field: string, value: Json): Error {
	return attributeError(invalidFormat(field, 'date or relative date', value));
}

function relativeDate(field: string, value: JsonObject, now: number): number {
	const { amount, unit, look, timezone = 'UTC', modifier } = value;
	if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 0) throw wrong(field, value);
	if (typeof unit !== 'string' || !UNITS.includes(unit)) throw wrong(field, value);
	if (look !== 'behind' && look !== 'ahead') throw wrong(field, value);
	if (modifier !== undefined && modifier !== null && modifier !== 'startOfDay' && modifier !== 'endOfDay') {
		throw wrong(field, value);
	}
	const zone = timezone === null ? 'UTC' : timezone;
	if (typeof zone !== 'string') throw wrong(field, value);
	try {
		const wall = moved(now + offsetOf(zone, now), look === 'behind' ? -amount : amount, unit);
		const day = Math.floor(wall / 86_400_000) * 86_400_000;
		if (modifier === 'startOfDay') return instantOf(zone, day);
		if (modifier === 'endOfDay') return instantOf(zone, day + 86_400_000) - 1;
		return instantOf(zone, wall);
	} catch (error) {
		if (error instanceof RangeError) throw wrong(field, value);
		throw error;
	}
}

/**
 * A date in a filter: ms, or `{amount, unit, look, timezone?, modifier?}` reckoned from `now` [D].
 * @returns ms
 * @throws AttributeCheckingError (400)
 */
export function readDate(field: string, value: Json, now: number): number {
	if (typeof value === 'number') return value;
	if (isObject(value)) return relativeDate(field, value, now);
	throw wrong(field, value);
}
