import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { fitting, UnfitValue } from './fieldError';

/**
 * Converters from what a form field, an expression or an AI agent gives to what TheHive takes.
 * Each returns `undefined` for "not given" and throws UnfitValue for what cannot be meant.
 */
export type Converter = (value: unknown) => unknown;

/** Makes each converter once: two fields with the same words and the same converter are one for n8n (see operation.ts). */
function onePer<Key>(make: (key: Key) => Converter): (key: Key) => Converter {
	const made = new Map<Key, Converter>();
	return (key) => {
		const converter = made.get(key) ?? make(key);
		made.set(key, converter);
		return converter;
	};
}

/** Nothing that could be sent: n8n's empty form fields and expressions that yield nothing. */
export function isEmpty(value: unknown): value is '' | null | undefined {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The beginning of a value, for the refusal of it. */
export function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `'${text.length > 80 ? `${text.slice(0, 80)}…` : text}'`;
}

export const asText: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'object') throw new UnfitValue(`needs text, not ${shown(value)}`);
	return String(value);
};

/** Text of at most `max` characters: TheHive's own limit, told before the request. */
export const textUpTo = onePer((max: number): Converter => (value) => {
	const text = asText(value);
	if (typeof text === 'string' && text.length > max) {
		throw new UnfitValue(`is ${text.length} characters long, TheHive takes at most ${max}`);
	}
	return text;
});

/** An n8n DateTime (luxon) or a JavaScript Date: both know their epoch milliseconds. */
function epochOfDateObject(value: object): number | undefined {
	if (value instanceof Date) return value.getTime();
	if ('toMillis' in value && typeof value.toMillis === 'function') {
		const millis: unknown = value.toMillis();
		return typeof millis === 'number' ? millis : undefined;
	}
	return undefined;
}

/** ISO 8601, with the offset or not (then UTC, as n8n's picker gives it). Other formats are too ambiguous to accept. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const HAS_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** A number of milliseconds below it is a day at the beginning of 1970; as seconds it is any day until 2286. */
const FIRST_MONTHS_MS = 1e10;

/** ISO 8601 text, epoch milliseconds (number or digits), Date or n8n DateTime → epoch milliseconds. */
export const asEpochMs: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	let millis: number | undefined;
	if (typeof value === 'number') {
		if (value !== 0 && Math.abs(value) < FIRST_MONTHS_MS) throw new UnfitValue(`is ${shown(value)}, which looks like seconds: give epoch milliseconds, or ISO 8601 such as 2026-01-31T08:00:00Z`);
		millis = value;
	}
	else if (typeof value === 'string' && /^-?\d{11,}$/.test(value.trim())) millis = Number(value);
	else if (typeof value === 'string' && ISO_DATE.test(value.trim())) {
		const text = value.trim().replace(' ', 'T').replace(',', '.');
		millis = Date.parse(!text.includes('T') || HAS_OFFSET.test(text) ? text : `${text}Z`);
	} else if (typeof value === 'object') millis = epochOfDateObject(value);
	if (millis === undefined || !Number.isSafeInteger(Math.trunc(millis))) {
		throw new UnfitValue(
			`is no date TheHive understands: ${shown(value)}. Give ISO 8601 such as 2026-01-31T08:00:00Z, or epoch milliseconds`,
		);
	}
	return Math.trunc(millis);
};

export const asNumber: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
	if (!Number.isFinite(number)) throw new UnfitValue(`needs a number, not ${shown(value)}`);
	return number;
};

export const asInteger: Converter = (value) => {
	const number = asNumber(value);
	if (number !== undefined && !Number.isSafeInteger(number)) {
		throw new UnfitValue(`needs a whole number, not ${shown(value)}`);
	}
	return number;
};

export const asBoolean: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 1) return true;
	if (value === 'false' || value === 0) return false;
	throw new UnfitValue(`needs true or false, not ${shown(value)}`);
};

/**
 * A comma- or line-separated text, or an array, as a list of distinct trimmed texts.
 * @param maxLength longest entry TheHive takes
 */
export const listOf = onePer((maxLength: number): Converter => (value) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'object' && !Array.isArray(value)) {
		throw new UnfitValue(`needs a list or comma-separated text, not ${shown(value)}`);
	}
	const entries: unknown[] = Array.isArray(value) ? value : String(value).split(/[,\n]/);
	const texts = entries.map((entry) => asText(entry)).filter((entry) => typeof entry === 'string');
	const tooLong = texts.find((entry) => entry.length > maxLength);
	if (tooLong !== undefined) {
		throw new UnfitValue(`has an entry of ${tooLong.length} characters (${shown(tooLong)}), TheHive takes at most ${maxLength}`);
	}
	return [...new Set(texts.map((entry) => entry.trim()))];
});

/** Tags: at most 128 characters each. */
export const asTags = listOf(128);

/** JSON text or an already parsed value. */
export const asJson: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	if (typeof value !== 'string') return value;
	const parsed = fitting((): unknown => JSON.parse(value));
	if (!parsed.ok) throw new UnfitValue(`is no valid JSON: ${parsed.problem}`);
	return parsed.value;
};

export const asJsonObject: Converter = (value) => {
	const parsed = asJson(value);
	if (parsed !== undefined && !isObject(parsed)) throw new UnfitValue(`needs a JSON object, not ${shown(parsed)}`);
	return parsed;
};

export const asJsonArray: Converter = (value) => {
	const parsed = asJson(value);
	if (parsed !== undefined && !Array.isArray(parsed)) throw new UnfitValue(`needs a JSON array, not ${shown(parsed)}`);
	return parsed;
};

/** One of the choices of a drop-down, by value or (any case) by name: `3`, `"3"` and `"high"` are the same severity. */
export const oneOf = onePer((choices: INodePropertyOptions[]): Converter => (value) => {
	if (isEmpty(value)) return undefined;
	const wanted = String(value).trim().toLowerCase();
	const choice = choices.find(
		(option) => String(option.value).toLowerCase() === wanted || option.name.toLowerCase() === wanted,
	);
	if (!choice) {
		const known = choices.map((option) => `${option.value} (${option.name})`).join(', ');
		throw new UnfitValue(`cannot be ${shown(value)}. Choose one of: ${known}`);
	}
	return choice.value;
});

/** Refuses an empty list, which a request that sets a whole list would take for "remove all". */
export const nonEmpty = onePer((convert: Converter): Converter => (value) => {
	const list = convert(value);
	if (Array.isArray(list) && list.length === 0) throw new UnfitValue('is an empty list');
	return list;
});
