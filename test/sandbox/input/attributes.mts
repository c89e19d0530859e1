import { attributeError, invalidFormat, missingAttribute } from '../errors.mts';
import type { AttributeIssue } from '../errors.mts';
import { isList, isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';

/** Reads one attribute of a request body; what is wrong with it goes to `issues`. */
export interface Attribute<T> {
	readonly format: string;
	readonly read: (value: Json, name: string, issues: AttributeIssue[]) => T | undefined;
}
export interface Required<T> extends Attribute<T> {
	readonly required: true;
}
/** `null` in a request clears the field. */
export interface Clearable<T> extends Attribute<T> {
	readonly clearable: true;
}

export type Shape = Readonly<Record<string, Attribute<unknown>>>;
type Read<A> = A extends Clearable<infer T> ? T | null : A extends Attribute<infer T> ? T : never;
type RequiredKeys<S extends Shape> = { [K in keyof S]: S[K] extends Required<unknown> ? K : never }[keyof S];

/** What a body that fits a shape becomes: only the attributes declared; undeclared ones are ignored [S]. */
export type Parsed<S extends Shape> = { readonly [K in RequiredKeys<S>]: Read<S[K]> } & {
	readonly [K in Exclude<keyof S, RequiredKeys<S>>]?: Read<S[K]>;
};

function attribute<T>(format: string, accept: (value: Json) => T | undefined): Attribute<T> {
	return {
		format,
		read(value, name, issues) {
			const read = accept(value);
			if (read === undefined) issues.push(invalidFormat(name, format, value));
			return read;
		},
	};
}

export function required<T>(base: Attribute<T>): Required<T> {
	return { ...base, required: true };
}

export function clearable<T>(base: Attribute<T>): Clearable<T> {
	return { ...base, clearable: true };
}

/** Text of `min` to `max` characters. */
export function text(min: number, max: number): Attribute<string> {
	return attribute('string', (value) =>
		typeof value === 'string' && value.length >= min && value.length <= max ? value : undefined,
	);
}

const MEBI = 1_048_576;
export const longText = text(0, MEBI);
export const anyText = text(0, Number.MAX_SAFE_INTEGER);

export const flag = attribute('boolean', (value) => (typeof value === 'boolean' ? value : undefined));
/** A date in ms or any other 64-bit whole number. */
export const long = attribute('long', (value) => (Number.isSafeInteger(value) ? Number(value) : undefined));
export const date = { ...long, format: 'date' };
export const int = attribute('int', (value) =>
	typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : undefined,
);
export const anything: Attribute<Json> = attribute('any', (value) => value);
export const object: Attribute<JsonObject> = attribute('object', (value) => (isObject(value) ? value : undefined));

const EMAIL = /^[^()[\]\\.,;:\s@"]+(\.[^()[\]\\.,;:\s@"]+)*@([\p{L}\d-]+\.)+\p{L}{2,}$/u;
export const email = attribute('email', (value) =>
	typeof value === 'string' && value.length <= 128 && EMAIL.test(value) ? value : undefined,
);
/** `#rrggbb` or nothing. */
export const colour = attribute('colour', (value) =>
	typeof value === 'string' && (value === '' || /^#[0-9a-fA-F]{6}$/.test(value)) ? value : undefined,
);
export const url = attribute('url', (value) => (typeof value === 'string' && URL.canParse(value) ? value : undefined));

/** One of the values given. */
export function choice<const T extends string | number>(...values: readonly T[]): Attribute<T> {
	return attribute(`one of ${values.join(', ')}`, (value) => values.find((allowed) => allowed === value));
}

export function listOf<T>(item: Attribute<T>): Attribute<readonly T[]> {
	return {
		format: `list of ${item.format}`,
		read(value, name, issues) {
			if (!isList(value)) {
				issues.push(invalidFormat(name, `list of ${item.format}`, value));
				return undefined;
			}
			const read: T[] = [];
			for (const [index, element] of value.entries()) {
				const one = item.read(element, `${name}[${index}]`, issues);
				if (one !== undefined) read.push(one);
			}
			return read;
		},
	};
}

/** Tags: 1 to 128 characters each, each once. */
export const tags: Attribute<readonly string[]> = {
	format: 'distinct tags',
	read(value, name, issues) {
		const read = listOf(text(1, 128)).read(value, name, issues);
		if (read !== undefined && new Set(read).size < read.length) issues.push(invalidFormat(name, 'distinct tags', value));
		return read;
	},
};

/** A nested object of the shape given. */
export function nested<S extends Shape>(shape: S): Attribute<Parsed<S>> {
	return {
		format: 'object',
		read(value, name, issues) {
			if (!isObject(value)) {
				issues.push(invalidFormat(name, 'object', value));
				return undefined;
			}
			return readShape(shape, value, `${name}.`, issues);
		},
	};
}

/** The first alternative that accepts the value wins. */
export function either<A, B>(first: Attribute<A>, second: Attribute<B>): Attribute<A | B> {
	return {
		format: `${first.format} or ${second.format}`,
		read(value, name, issues) {
			const failed: AttributeIssue[] = [];
			const read = first.read(value, name, failed);
			return failed.length === 0 ? read : second.read(value, name, issues);
		},
	};
}

function readShape<S extends Shape>(shape: S, body: JsonObject, prefix: string, issues: AttributeIssue[]): Parsed<S> {
	const read: Record<string, unknown> = {};
	for (const [name, declared] of Object.entries(shape)) {
		const value = body[name];
		const absent = value === undefined || (value === null && !('clearable' in declared));
		if (absent) {
			if ('required' in declared) issues.push(missingAttribute(prefix + name));
		} else if (value === null) read[name] = null;
		else read[name] = declared.read(value, prefix + name, issues);
	}
	// Each attribute above was read by the reader its type comes from.
	return read as Parsed<S>;
}

/**
 * Reads a request body by its shape.
 * @throws AttributeCheckingError (400) naming every attribute that is missing or malformed [S]
 */
export function parseBody<S extends Shape>(shape: S, body: Json | undefined): Parsed<S> {
	if (!isObject(body)) throw attributeError(invalidFormat('body', 'object', body));
	const issues: AttributeIssue[] = [];
	const read = readShape(shape, body, '', issues);
	if (issues.length > 0) throw attributeError(...issues);
	return read;
}
