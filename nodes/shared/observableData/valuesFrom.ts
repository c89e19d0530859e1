import { UnfitValue } from '../fieldError';
import type { Converter } from '../values';
import { asText, isEmpty } from '../values';
import { LONGEST } from './readObservable';

function listFrom(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const text = String(asText(value));
	// an AI agent writes a list as JSON; [2001:db8::1] is none
	const list = /^\s*\[\s*"/.test(text) ? jsonList(text) : undefined;
	return list ?? text.split(/\r?\n/);
}

function jsonList(text: string): unknown[] | undefined {
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** One value per line, or a list: distinct trimmed texts of at most 4,096 characters. */
export const asDataList: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	const texts = listFrom(value).map((entry) => asText(entry)).filter((text) => typeof text === 'string');
	const data = [...new Set(texts.map((text) => text.trim()))];
	const tooLong = data.find((text) => text.length > LONGEST);
	if (tooLong !== undefined) throw new UnfitValue(`has a value of ${tooLong.length} characters, TheHive takes at most ${LONGEST}`);
	return data.length === 0 ? undefined : data;
};
