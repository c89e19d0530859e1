import type { DetectedType } from './detect';
import { detectType } from './detect';
import { isName } from './networkNames';
import { unwrapped, withoutDefanging, withoutSurroundings } from './refang';

export interface ObservableData {
	data: string;
	dataType: DetectedType;
}

/** Types whose values have a form of their own: only what turns out as one of them is changed by refanging. */
const INDICATORS = new Set<DetectedType>(['autonomous-system', 'domain', 'fqdn', 'hash', 'hostname', 'ip', 'mail', 'url']);

/** Longest value TheHive takes; nothing longer is looked at. */
export const LONGEST = 4096;

/** A step that is repeated until it changes nothing more. */
function settled(text: string, step: (text: string) => string): string {
	for (let value = text; ; ) {
		const next = step(value);
		// each step only shortens, or writes a plain form that none of them changes
		if (next === value) return value;
		value = next;
	}
}

const bare = (text: string): string => settled(text, withoutSurroundings);

/**
 * The value a user means by a pasted text, and TheHive's type of it.
 * Defanging, quotes, brackets, list marks and the punctuation behind it are taken away where that leaves an indicator
 * (address, name, URL, mail, hash); of anything else only blanks, and quotes around a path, key or agent.
 * A host with a port counts as URL: it says more than the address.
 * @param text never throws, whatever it is
 * @param refang leave the text as it is but for blanks around it when false
 */
export function readObservable(text: string, refang = true): ObservableData {
	const given = text.trim();
	if (given.length > LONGEST) return { data: given, dataType: 'other' };
	if (!refang) return { data: given, dataType: detectType(given) };
	const stripped = bare(given);
	const plain = bare(settled(stripped, withoutDefanging));
	// what was defanged is meant as a name, even where it could be a file: transfer[.]sh
	const type = plain !== stripped && isName(plain) ? typeOfName(plain) : detectType(plain);
	if (INDICATORS.has(type)) return { data: plain, dataType: type };
	const inside = unwrapped(given);
	const typeInside = detectType(inside);
	return typeInside === 'other' ? { data: given, dataType: detectType(given) } : { data: inside, dataType: typeInside };
}

function typeOfName(name: string): DetectedType {
	const type = detectType(name);
	return type === 'filename' ? (name.split('.').length === 2 ? 'domain' : 'fqdn') : type;
}

const SEPARATORS = /[,;|\s]+/;

/**
 * The values a user means by one line: itself, or several indicators that stand in it side by side (`a.example, 192.0.2.1`).
 * A line of which any part is no indicator is one value.
 */
export function readObservables(text: string, refang = true): ObservableData[] {
	const whole = readObservable(text, refang);
	if (!refang || whole.dataType !== 'other' || whole.data.length > LONGEST) return [whole];
	const parts = whole.data.split(SEPARATORS).filter((part) => part !== '').map((part) => readObservable(part));
	return parts.length > 1 && parts.every(({ dataType }) => INDICATORS.has(dataType)) ? parts : [whole];
}

/** Whether values of that type are indicators, of which several may stand in one line. */
export function isIndicatorType(dataType: string): boolean {
	return [...INDICATORS].some((type) => type === dataType);
}

/** The value without defanging and surroundings; see `readObservable`. */
export function refanged(text: string): string {
	return readObservable(text).data;
}
