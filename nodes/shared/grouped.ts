/** Values that have the same key, in the order in which the keys first come. */
export function grouped<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[][] {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries) {
		const key = keyOf(entry);
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	return [...groups.values()];
}
