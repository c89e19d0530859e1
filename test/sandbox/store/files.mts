import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Bytes that arrived: where they are and what they hash to. */
export interface Received {
	/** hex sha256: the storage id */
	readonly id: string;
	/** bytes */
	readonly size: number;
	/** sha256, sha1, md5 [L] */
	readonly hashes: readonly string[];
}

/** Larger files go to disk. */
const IN_MEMORY = 64 * 1024;

/** Files by sha256, equal bytes once. Small ones stay in memory unless the instance is kept in a file. */
export class FileStore {
	readonly #folder: string;
	readonly #keep: boolean;
	readonly #small = new Map<string, Buffer>();
	#folderMade = false;

	/** @param folder where to keep files for good; without it a temporary folder, removed by `close` */
	constructor(folder?: string) {
		this.#keep = folder !== undefined;
		this.#folder = folder ?? path.join(tmpdir(), `thehive-sandbox-${randomUUID()}`);
	}

	#makeFolder(): void {
		if (this.#folderMade) return;
		mkdirSync(this.#folder, { recursive: true });
		this.#folderMade = true;
	}

	#pathOf(id: string): string {
		return path.join(this.#folder, id);
	}

	#incoming(): string {
		return this.#pathOf(`incoming-${randomUUID()}`);
	}

	/** Puts a complete file in its place, which may hold the same bytes already: a crash leaves the one or the other. */
	async #take(file: string, id: string): Promise<void> {
		if (this.#keep) await sync(file);
		await rename(file, this.#pathOf(id));
	}

	/** Stores a stream of bytes, without holding a large one in memory. */
	async receive(source: AsyncIterable<Buffer | Uint8Array>): Promise<Received> {
		const digests = ['sha256', 'sha1', 'md5'].map((name) => createHash(name));
		const chunks: Buffer[] = [];
		let size = 0;
		let spill: { file: string; stream: ReturnType<typeof createWriteStream> } | undefined;
		for await (const part of source) {
			const chunk = part instanceof Buffer ? part : Buffer.from(part);
			size += chunk.length;
			for (const digest of digests) digest.update(chunk);
			if (spill === undefined && size <= IN_MEMORY) {
				chunks.push(chunk);
				continue;
			}
			if (spill === undefined) {
				this.#makeFolder();
				const file = this.#incoming();
				spill = { file, stream: createWriteStream(file) };
				for (const early of chunks) spill.stream.write(early);
			}
			if (!spill.stream.write(chunk)) await once(spill.stream, 'drain');
		}
		const hashes = digests.map((digest) => digest.digest('hex'));
		const id = hashes[0] ?? '';
		if (spill !== undefined) {
			spill.stream.end();
			await finished(spill.stream);
			await this.#take(spill.file, id);
		} else if (this.#keep) {
			this.#makeFolder();
			const file = this.#incoming();
			await writeFile(file, Buffer.concat(chunks));
			await this.#take(file, id);
		} else this.#small.set(id, Buffer.concat(chunks));
		return { id, size, hashes };
	}

	/** Stores bytes that are in memory. */
	async put(bytes: Uint8Array): Promise<Received> {
		return this.receive(Readable.from([Buffer.from(bytes)]));
	}

	/** The bytes as a stream. */
	stream(id: string): Readable {
		const small = this.#small.get(id);
		return small === undefined ? createReadStream(this.#pathOf(id)) : Readable.from([small]);
	}

	/** Part of the bytes; shorter at the end. */
	async range(id: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
		const small = this.#small.get(id);
		if (small !== undefined) return new Uint8Array(small.subarray(offset, offset + length));
		const handle = await open(this.#pathOf(id), 'r');
		try {
			const bytes = new Uint8Array(length);
			const { bytesRead } = await handle.read(bytes, 0, length, offset);
			return bytes.subarray(0, bytesRead);
		} finally {
			await handle.close();
		}
	}

	async read(id: string): Promise<Buffer> {
		return this.#small.get(id) ?? readFile(this.#pathOf(id));
	}

	/** Forgets everything; a temporary folder is removed. */
	close(): void {
		this.#small.clear();
		if (!this.#keep) rmSync(this.#folder, { recursive: true, force: true });
	}
}

async function sync(file: string): Promise<void> {
	const handle = await open(file, 'r+');
	await handle.sync();
	await handle.close();
}
