import type { IDataObject } from 'n8n-workflow';

/** Longer texts (descriptions, messages) are hardly ever the same. */
const LONGEST = 64;

/** Texts remembered for a field; one that has more (ids, titles) hardly repeats them, and remembering costs more than it saves. */
const MOST = 1000;

/**
 * Lets equal texts of many rows be one: JSON parsing makes a new one for each value, and rows of TheHive mostly repeat
 * users, statuses, sources and tags. A tenth less memory for alerts (test/bench/bulk.bench.mts).
 */
export class SharedTexts {
	private readonly known = new Map<string, Map<string, string>>();

	/** Replaces the texts of a row, and of the lists in it, by those seen before in the same field. */
	shareIn(row: IDataObject): void {
		for (const key of Object.keys(row)) {
			const value: unknown = row[key];
			if (typeof value === 'string') row[key] = this.shared(key, value);
			else if (Array.isArray(value)) this.shareInList(key, value);
		}
	}

	private shareInList(key: string, list: unknown[]): void {
		list.forEach((value, index) => {
			if (typeof value === 'string') list[index] = this.shared(key, value);
		});
	}

	private shared(key: string, text: string): string {
		if (text.length > LONGEST) return text;
		const known = this.known.get(key) ?? new Map<string, string>();
		this.known.set(key, known);
		const same = known.get(text);
		if (same !== undefined) return same;
		if (known.size === MOST) known.clear();
		known.set(text, text);
		return text;
	}
}
