import { UnfitValue } from '../../../shared/fieldError';
import type { Converter } from '../../../shared/values';
import { asJson, isEmpty, isObject } from '../../../shared/values';

const UNITS = ['Days', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** `5 minutes`, `1 hour`, `30s`, `500 ms`: what a unit may begin with, the longest first. */
const SHORT: Record<string, (typeof UNITS)[number]> = { ms: 'Milliseconds', millisecond: 'Milliseconds', d: 'Days', day: 'Days', h: 'Hours', hour: 'Hours', m: 'Minutes', min: 'Minutes', minute: 'Minutes', s: 'Seconds', sec: 'Seconds', second: 'Seconds' };

function refused(value: unknown): UnfitValue {
	return new UnfitValue(`is no span of time: ${JSON.stringify(value)}. Give a whole number and a unit, such as 5 minutes`);
}

/** `5 minutes` (or TheHive's own `{ value, unit }`) as `{ value: 5, unit: 'Minutes' }`. */
export const asInterval: Converter = (given) => {
	if (isEmpty(given)) return undefined;
	const value = typeof given === 'string' && given.trim().startsWith('{') ? asJson(given) : given;
	if (isObject(value)) {
		const unit = UNITS.find((known) => known === value.unit);
		if (unit === undefined || !Number.isInteger(value.value) || Number(value.value) < 1) throw refused(value);
		return { value: value.value, unit };
	}
	const [, digits, word = ''] = /^(\d{1,9})\s*([a-z]+)$/i.exec(String(value).trim()) ?? [];
	const unit = SHORT[word.toLowerCase()] ?? SHORT[word.toLowerCase().replace(/s$/, '')];
	if (digits === undefined || unit === undefined || Number(digits) < 1) throw refused(value);
	return { value: Number(digits), unit };
};
