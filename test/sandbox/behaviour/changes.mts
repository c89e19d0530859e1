import type { JsonObject } from '../json.mts';

/** `undefined` for a field the request clears with null; absent fields stay absent. */
export function cleared<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], null> | undefined } {
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(input)) result[name] = value ?? undefined;
	return result as { [K in keyof T]: Exclude<T[K], null> | undefined };
}

/** What an audit shows of an update: the fields sent, null for cleared ones. */
export function detailsOf(changes: object): JsonObject {
	return Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? null]));
}

/** Applies `tags`, `addTags` and `removeTags`; undefined when none was sent. */
export function editTags(
	current: readonly string[],
	edit: {
		readonly tags?: readonly string[];
		readonly addTags?: readonly string[];
		readonly removeTags?: readonly string[];
	},
): readonly string[] | undefined {
	if (edit.tags === undefined && edit.addTags === undefined && edit.removeTags === undefined) return undefined;
	const removed = new Set(edit.removeTags);
	return [...new Set([...(edit.tags ?? current), ...(edit.addTags ?? [])])].filter((tag) => !removed.has(tag));
}

/** The values of both lists, each once. */
export function union(first: readonly string[], second: readonly string[]): string[] {
	return [...new Set([...first, ...second])];
}
