import type { AnyRow, Kind, Rows } from './rows.mts';
import { createTables } from './tables.mts';
import type { Tables } from './tables.mts';
import type { Table } from './table.mts';

/** What a committed transaction changed, in order. */
export interface Change {
	readonly kind: Kind;
	readonly id: string;
	readonly before: AnyRow | undefined;
	readonly after: AnyRow | undefined;
}

/** All state of the instance. Every change happens inside `transact`; nothing in a transaction may wait. */
export class Store {
	readonly tables: Tables = createTables();
	#lastId = 4096;
	#lastCaseNumber = 0;
	#changes: Change[] | undefined;
	#undo: (() => void)[] = [];
	/** What list queries still see of a row that changed, until when (ms of `performance.now()`, whatever clock the server shows). */
	readonly #stale = new Map<string, { until: number; before: AnyRow | undefined }>();

	table<K extends Kind>(kind: K): Table<Rows[K]> {
		return this.tables[kind];
	}

	/** A new id, as TheHive writes them: `~` and digits. */
	nextId(): string {
		this.#lastId += 8;
		return `~${this.#lastId}`;
	}

	/** Numbers count up over the whole instance [S]. */
	nextCaseNumber(): number {
		this.#lastCaseNumber += 1;
		return this.#lastCaseNumber;
	}

	/**
	 * Runs `work`; when it throws, everything it changed is put back and the error goes on.
	 * @returns what `work` returned, and the changes it made
	 */
	transact<T>(work: () => T): { result: T; changes: readonly Change[] } {
		if (this.#changes !== undefined) throw new Error('transactions do not nest');
		const changes: Change[] = [];
		this.#changes = changes;
		this.#undo = [];
		try {
			return { result: work(), changes };
		} catch (error) {
			for (const undo of this.#undo.toReversed()) undo();
			throw error;
		} finally {
			this.#changes = undefined;
			this.#undo = [];
		}
	}

	put<K extends Kind>(kind: K, row: Rows[K]): void {
		const table = this.table(kind);
		const before = table.get(row._id);
		table.set(row);
		this.#record({ kind, id: row._id, before, after: row }, () => {
			if (before === undefined) table.remove(row._id);
			else table.set(before);
		});
	}

	remove(kind: Kind, id: string): void {
		const before = this.table(kind).get(id);
		if (before === undefined) return;
		this.#removeFrom(kind, id);
	}

	#removeFrom<K extends Kind>(kind: K, id: string): void {
		const table = this.table(kind);
		const before = table.get(id);
		if (before === undefined) return;
		table.remove(id);
		this.#record({ kind, id, before, after: undefined }, () => table.set(before));
	}

	#record(change: Change, undo: () => void): void {
		if (this.#changes === undefined) throw new Error('changes need a transaction');
		this.#changes.push(change);
		this.#undo.push(undo);
	}

	/** Puts back a row read from a data file. */
	restore<K extends Kind>(kind: K, row: Rows[K]): void {
		this.table(kind).set(row);
		this.#lastId = Math.max(this.#lastId, Number(row._id.slice(1)));
		if (row.kind === 'case') this.#lastCaseNumber = Math.max(this.#lastCaseNumber, row.number);
	}

	/** Lets list queries see the state before `changes` for so long (ms), as a search index would that lags. */
	delayIndex(changes: readonly Change[], forMs: number): void {
		const until = performance.now() + forMs;
		for (const { id, before } of changes) {
			const known = this.#stale.get(id);
			this.#stale.set(id, { until, before: known === undefined ? before : known.before });
		}
	}

	/** True while some row is seen late by list queries. */
	indexLags(): boolean {
		if (this.#stale.size === 0) return false;
		const now = performance.now();
		for (const [id, stale] of this.#stale) if (stale.until <= now) this.#stale.delete(id);
		return this.#stale.size > 0;
	}

	/** The row as list queries see it; undefined when they do not see it yet. */
	indexed<T extends AnyRow>(row: T): AnyRow | undefined {
		const stale = this.#stale.get(row._id);
		return stale === undefined || stale.until <= performance.now() ? row : stale.before;
	}
}
