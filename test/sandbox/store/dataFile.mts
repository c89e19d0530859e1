import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isObject, parseJson } from '../json.mts';
import type { Json } from '../json.mts';
import type { AnyRow, Kind, Rows } from './rows.mts';
import type { Change, Store } from './store.mts';
import { resolveReference } from './work.mts';

/** A line of the file: one transaction's rows, in order; a removed row is its kind and id. */
type Entry = AnyRow | { readonly removed: Kind; readonly id: string };

function entryOf({ kind, id, after }: Change): Entry {
	if (after === undefined) return { removed: kind, id };
	// Snapshots are found again from their references when the file is read back.
	return after.kind === 'audit' ? { ...after, object: undefined, context: undefined } : after;
}

function isKindOf(store: Store, kind: Json | undefined): kind is Kind {
	return typeof kind === 'string' && Object.hasOwn(store.tables, kind);
}

/** The file is this program's own: a row is known by its kind and stamps. */
function isRow<K extends Kind>(kind: K, value: unknown): value is Rows[K] {
	return (
		typeof value === 'object' &&
		value !== null &&
		'kind' in value &&
		value.kind === kind &&
		'_id' in value &&
		typeof value._id === 'string' &&
		'_createdAt' in value &&
		typeof value._createdAt === 'number'
	);
}

function restoreEntry(store: Store, entry: Json): void {
	if (!isObject(entry)) throw new Error('not a row');
	const { removed, id, kind } = entry;
	if (isKindOf(store, removed) && typeof id === 'string') {
		store.table(removed).remove(id);
		return;
	}
	if (!isKindOf(store, kind)) throw new Error('not a row');
	restoreRow(store, kind, entry);
}

function restoreRow<K extends Kind>(store: Store, kind: K, entry: unknown): void {
	if (!isRow(kind, entry)) throw new Error(`not a row of kind ${kind}`);
	store.restore(kind, entry);
	const audit = store.table('audit').get(entry._id);
	if (audit === undefined) return;
	store.restore('audit', {
		...audit,
		object: resolveReference(store, audit.objectRef),
		context: resolveReference(store, audit.contextRef),
	});
}

/** An append-only file of JSON lines; a transaction is acknowledged after it is synced to disk. */
export class DataFile {
	readonly #handle: FileHandle;
	#waiting: { line: string; done: () => void; failed: (error: unknown) => void }[] = [];
	#writing: Promise<void> | undefined;

	private constructor(handle: FileHandle) {
		this.#handle = handle;
	}

	/**
	 * Reads a data file back into an empty store and opens it for more.
	 * @returns the file, and how many transactions it held. A last line cut short by a crash was never acknowledged: it
	 * is dropped.
	 * @throws Error for a file that is not one of ours
	 */
	static async load(file: string, store: Store): Promise<{ dataFile: DataFile; transactions: number }> {
		let transactions = 0;
		let intact = 0;
		if (existsSync(file)) {
			let pending: string | undefined;
			const apply = (line: string) => {
				const entries = parseJson(line);
				if (!Array.isArray(entries)) throw new Error('not a transaction');
				for (const entry of entries) restoreEntry(store, entry);
				transactions += 1;
				intact += Buffer.byteLength(line) + 1;
			};
			for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
				if (pending !== undefined) apply(pending);
				pending = line;
			}
			if (pending !== undefined && (await endsWithNewline(file))) apply(pending);
		}
		const handle = await open(file, 'a');
		await handle.truncate(intact);
		return { dataFile: new DataFile(handle), transactions };
	}

	/** Writes a transaction; resolves when it is on disk. Transactions that wait go out together. */
	append(changes: readonly Change[]): Promise<void> {
		if (changes.length === 0) return Promise.resolve();
		const line = `${JSON.stringify(changes.map(entryOf))}\n`;
		return new Promise((done, failed) => {
			this.#waiting.push({ line, done, failed });
			this.#writing ??= this.#flush();
		});
	}

	async #flush(): Promise<void> {
		while (this.#waiting.length > 0) {
			const batch = this.#waiting;
			this.#waiting = [];
			try {
				await this.#handle.appendFile(batch.map(({ line }) => line).join(''));
				await this.#handle.datasync();
				for (const { done } of batch) done();
			} catch (error) {
				for (const { failed } of batch) failed(error);
			}
		}
		this.#writing = undefined;
	}

	async close(): Promise<void> {
		await this.#writing;
		await this.#handle.close();
	}
}

async function endsWithNewline(file: string): Promise<boolean> {
	const handle = await open(file, 'r');
	try {
		const { size } = await handle.stat();
		const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
		return buffer.toString() === '\n';
	} finally {
		await handle.close();
	}
}
