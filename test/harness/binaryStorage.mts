import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';

/** n8n-core's own copy of its container: another package's would know nothing of its services. */
const { Container }: typeof import('@n8n/di') = createRequire(createRequire(import.meta.url).resolve('n8n-core'))('@n8n/di');

const LOCATION = { type: 'execution', workflowId: 'test', executionId: '1' } as const;

/** n8n's own storage for binary data, in a folder of the test. */
export interface BinaryStorage {
	readonly folder: string;
	/** Keeps a file as an earlier node would have; `fileName: undefined` for a file without a name. */
	store(content: Buffer | Readable | string, fileName?: string, mimeType?: string): Promise<IBinaryData>;
	/** The bytes of a file, wherever n8n keeps it. */
	read(file: IBinaryData | undefined): Promise<Buffer>;
	/** The bytes as a stream, for large files. */
	stream(file: IBinaryData | undefined): Promise<Readable>;
	/** Where the bytes of a file are on disk. */
	pathOf(file: IBinaryData): string;
	/** All files on disk, relative to the folder, without n8n's notes about them. */
	files(): string[];
	remove(): void;
}

/**
 * Sets n8n's binary storage up as a host does.
 * @param mode `filesystem` is n8n's default; `memory` keeps files as base64 in the items (n8n: `default`)
 */
export async function useBinaryStorage(mode: 'filesystem' | 'memory'): Promise<BinaryStorage> {
	const folder = mkdtempSync(path.join(tmpdir(), 'thehive-binary-'));
	const config = Container.get(BinaryDataConfig);
	config.mode = mode === 'memory' ? 'default' : 'filesystem';
	config.localStoragePath = folder;
	const service = Container.get(BinaryDataService);
	await service.init();
	const idOf = (file: IBinaryData) => {
		if (!file.id) throw new Error('The file is in memory');
		return file.id;
	};
	return {
		folder,
		async store(content, fileName, mimeType = 'application/octet-stream') {
			const data: IBinaryData = { data: '', mimeType, ...(fileName === undefined ? {} : { fileName }) };
			return await service.store(LOCATION, typeof content === 'string' ? Buffer.from(content) : content, data);
		},
		async read(file) {
			if (!file) throw new Error('The item has no such file');
			return await service.getAsBuffer(file);
		},
		async stream(file) {
			if (!file) throw new Error('The item has no such file');
			return file.id ? await service.getAsStream(file.id) : Readable.from([await service.getAsBuffer(file)]);
		},
		pathOf: (file) => service.getPath(idOf(file)),
		files: () =>
			readdirSync(folder, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile() && !entry.name.endsWith('.metadata'))
				.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}
