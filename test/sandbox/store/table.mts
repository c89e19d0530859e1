import type { Meta } from './rows.mts';

export type IndexKey = string | readonly string[] | undefined;

/** Ids under one key; a lone id is kept bare, which halves the memory of unique keys. */
type Ids = string | Set<string>;

class Index<T extends Meta> {
	readonly #key: (row: T) => IndexKey;
	readonly #ids = new Map<string, Ids>();

	constructor(key: (row: T) => IndexKey) {
		this.#key = key;
	}

	keys(row: T): readonly string[] {
		const key = this.#key(row);
		if (key === undefined) return [];
		return typeof key === 'string' ? [key] : key;
	}

	ids(key: string): Iterable<string> {
		const ids = this.#ids.get(key);
		if (ids === undefined) return [];
		return typeof ids === 'string' ? [ids] : ids;
	}

	count(key: string): number {
		const ids = this.#ids.get(key);
		if (ids === undefined) return 0;
		return typeof ids === 'string' ? 1 : ids.size;
	}

	add(key: string, id: string): void {
		const ids = this.#ids.get(key);
		if (ids === undefined) this.#ids.set(key, id);
		else if (typeof ids === 'string') {
			if (ids !== id) this.#ids.set(key, new Set([ids, id]));
		} else ids.add(id);
	}

	remove(key: string, id: string): void {
		const ids = this.#ids.get(key);
		if (ids === id) this.#ids.delete(key);
		else if (ids instanceof Set) {
			ids.delete(id);
			if (ids.size === 0) this.#ids.delete(key);
		}
	}
}

/** The rows of one kind, by id and by the indexes given. */
export class Table<T extends Meta> {
	readonly #rows = new Map<string, T>();
	readonly #indexes: ReadonlyMap<string, Index<T>>;

	constructor(indexes: Readonly<Record<string, (row: T) => IndexKey>>) {
		this.#indexes = new Map(Object.entries(indexes).map(([name, key]) => [name, new Index(key)]));
	}

	get size(): number {
		return this.#rows.size;
	}

	get(id: string): T | undefined {
		return this.#rows.get(id);
	}

	/** All rows, oldest first. */
	all(): IterableIterator<T> {
		return this.#rows.values();
	}

	/** Rows under a key of an index, oldest first. Throws when there is no such index. */
	by(index: string, key: string): T[] {
		const rows: T[] = [];
		for (const id of this.#index(index).ids(key)) {
			const row = this.#rows.get(id);
			if (row !== undefined) rows.push(row);
		}
		return rows;
	}

	firstBy(index: string, key: string): T | undefined {
		for (const id of this.#index(index).ids(key)) return this.#rows.get(id);
		return undefined;
	}

	countBy(index: string, key: string): number {
		return this.#index(index).count(key);
	}

	set(row: T): void {
		const old = this.#rows.get(row._id);
		for (const index of this.#indexes.values()) {
			const keys = index.keys(row);
			if (old !== undefined) {
				for (const key of index.keys(old)) if (!keys.includes(key)) index.remove(key, old._id);
			}
			for (const key of keys) index.add(key, row._id);
		}
		this.#rows.set(row._id, row);
	}

	remove(id: string): void {
		const old = this.#rows.get(id);
		if (old === undefined) return;
		for (const index of this.#indexes.values()) for (const key of index.keys(old)) index.remove(key, id);
		this.#rows.delete(id);
	}

	#index(name: string): Index<T> {
		const index = this.#indexes.get(name);
		if (index === undefined) throw new Error(`no index ${name}`);
		return index;
	}
}
