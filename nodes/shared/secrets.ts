import { fitting } from './fieldError';
import { isObject } from './values';

/** Names in TheHive's requests under which secrets go: passwords of users and archives, keys of feeders, the license. */
const SECRET_NAME = /pass(?:word|wd|phrase)$|secret$|token$|(?:^|api|private|licen[sc]e)[_-]?key$|^licen[sc]e$|^auth(?:orization)?$|^credentials?$/i;

/** Shorter ones would blot out parts of words; and who sees three letters replaced knows them. */
const SHORTEST = 4;

/** Whether what goes under that name is a secret. */
export function isSecretName(name: string): boolean {
	return SECRET_NAME.test(name);
}

function collect(value: unknown, isSecret: boolean, found: Set<string>): void {
	if (typeof value === 'string' || typeof value === 'number') {
		if (isSecret && String(value).length >= SHORTEST) found.add(String(value));
	} else if (Array.isArray(value)) {
		for (const entry of value) collect(entry, isSecret, found);
	} else if (isObject(value)) {
		// how a feeder signs in is an object: what is secret in it has a name of its own
		for (const [name, inner] of Object.entries(value)) collect(inner, (isSecret && !('type' in value)) || isSecretName(name), found);
	}
}

/** A text as servers repeat it: as it is, in JSON, in an address. */
function waysToSay(text: string): string[] {
	return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+')];
}

/**
 * The secrets in what a request has sent, to be kept out of what is told of its answer.
 * @param sent bodies and query parameters
 * @returns the longest first
 */
export function secretsIn(...sent: unknown[]): string[] {
	const found = new Set<string>();
	for (const part of sent) {
		// as it went out: an expression can give dates and other objects with a world of their own behind them
		const json = fitting((): unknown => JSON.parse(JSON.stringify(part ?? null)));
		if (json.ok) collect(json.value, false, found);
	}
	return [...new Set([...found].flatMap(waysToSay))].sort((a, b) => b.length - a.length);
}

/** The text with each secret replaced by `***`. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** The same in all texts of a JSON value. */
export function jsonWithoutSecrets(value: unknown, secrets: readonly string[]): unknown {
	if (secrets.length === 0) return value;
	if (typeof value === 'string') return withoutSecrets(value, secrets);
	if (typeof value === 'number' && secrets.includes(String(value))) return '***';
	if (Array.isArray(value)) return value.map((entry) => jsonWithoutSecrets(entry, secrets));
	if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [withoutSecrets(name, secrets), jsonWithoutSecrets(inner, secrets)]));
	return value;
}
