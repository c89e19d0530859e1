/** A JSON value as it travels over the API; `undefined` members are left out when written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

export function isList(value: unknown): value is readonly Json[] {
	return Array.isArray(value);
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads JSON text. Throws SyntaxError when it is none. */
export function parseJson(text: string): Json {
	const value: Json = JSON.parse(text);
	return value;
}

export function stringOf(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** A copy without the members that are undefined. */
export function compact(object: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
