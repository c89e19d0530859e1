import type { Json } from '../json.mts';
import type { AnyRow, Kind, Rows } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Actor } from '../store/work.mts';

/** What a query is evaluated against. */
export interface Scope {
	readonly store: Store;
	readonly actor: Actor;
	/** ms */
	readonly now: number;
}

export type FieldType = 'string' | 'date' | 'integer' | 'float' | 'boolean' | 'user' | 'enumeration' | 'url' | 'id';
/** How the server's index knows a field: `fulltextOnly` answers words only, `none` finds nothing at all [L]. */
export type IndexType = 'standard' | 'fulltext' | 'fulltextOnly' | 'none';

/** A field that filters, sorts and aggregations may name. */
export interface Field {
	readonly name: string;
	readonly type: FieldType;
	readonly cardinality: 'single' | 'option' | 'list';
	readonly index: IndexType;
	readonly aggregable: boolean;
	readonly values?: readonly (string | number)[];
	readonly labels?: readonly string[];
	/** Shown by `describe`; some names only work in queries. */
	readonly described: boolean;
	/** The value, or the values of a list; undefined when not set. */
	readonly read: (row: AnyRow, scope: Scope) => Json | undefined;
}

type Options = Partial<Omit<Field, 'name' | 'type' | 'read'>>;
type Reader = Field['read'];

/** A field before it has its name; without a reader it reads the row's own member. */
export interface FieldDraft extends Options {
	readonly type: FieldType;
	readonly read?: Reader;
}

export function isKind<K extends Kind>(row: AnyRow, kind: K): row is Rows[K] {
	return row.kind === kind;
}

/** A reader for rows of one kind. */
export function reading<K extends Kind>(kind: K, read: (row: Rows[K], scope: Scope) => Json | undefined): Reader {
	return (row, scope) => (isKind(row, kind) ? read(row, scope) : undefined);
}

export const string: FieldDraft = { type: 'string' };
export const optionalString: FieldDraft = { type: 'string', cardinality: 'option' };
export const strings: FieldDraft = { type: 'string', cardinality: 'list' };
export const title: FieldDraft = { type: 'string', index: 'fulltext' };
/** Long text: words only. */
export const prose: FieldDraft = { type: 'string', index: 'fulltextOnly', aggregable: false };
export const optionalProse: FieldDraft = { ...prose, cardinality: 'option' };
export const date: FieldDraft = { type: 'date' };
export const optionalDate: FieldDraft = { type: 'date', cardinality: 'option' };
export const integer: FieldDraft = { type: 'integer' };
export const boolean: FieldDraft = { type: 'boolean' };
export const optionalUser: FieldDraft = { type: 'user', cardinality: 'option' };

export function choice(values: readonly (string | number)[], labels: readonly string[] = []): FieldDraft {
	return { type: 'enumeration', values, labels };
}

/** A field the index does not hold: filters and sorts on it find nothing [L]. */
export function unindexed(draft: FieldDraft): FieldDraft {
	return { ...draft, index: 'none', aggregable: false };
}

export function computed(draft: FieldDraft, read: Reader): FieldDraft {
	return { ...draft, read };
}

/** A name that works in queries and `describe` does not list. */
export function hidden(draft: FieldDraft): FieldDraft {
	return { ...draft, described: false };
}

function ownMember(name: string): Reader {
	return (row) => {
		const members: { readonly [key: string]: Json | undefined } = row;
		return members[name];
	};
}

export function named(name: string, draft: FieldDraft): Field {
	return {
		cardinality: 'single',
		index: 'standard',
		aggregable: true,
		described: true,
		...draft,
		name,
		read: draft.read ?? ownMember(name),
	};
}

/** A duration in ms together with the same in seconds, minutes, hours and days. */
export function durations(
	name: string,
	read: Reader,
	whole: Options = {},
	parts: Options = { cardinality: 'option' },
): Record<string, FieldDraft> {
	const units = { Seconds: 1000, Minutes: 60_000, Hours: 3_600_000, Days: 86_400_000 };
	const drafts: Record<string, FieldDraft> = { [name]: { type: 'integer', ...whole, read } };
	for (const [unit, ms] of Object.entries(units)) {
		drafts[`${name}In${unit}`] = {
			type: parts.index === 'none' ? 'integer' : 'float',
			...parts,
			read: (row, scope) => {
				const value = read(row, scope);
				return typeof value === 'number' ? value / ms : undefined;
			},
		};
	}
	return drafts;
}
