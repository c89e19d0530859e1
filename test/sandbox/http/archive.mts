import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import type { StoredFile } from '../behaviour/attachment.mts';
import { badRequest } from '../errors.mts';
import type { ObservableInput } from '../input/shapes.mts';
import type { FileStore } from '../store/files.mts';
import { ARCHIVE_PASSWORD } from './files.mts';

export interface Member {
	/** Path inside the archive. */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/**
 * The files in an uploaded archive.
 * @throws BadRequest (400) for a wrong password or something that is no archive
 */
export async function readArchive(store: FileStore, archive: StoredFile, password?: string): Promise<Member[]> {
	const bytes = await store.read(archive.id);
	const reader = new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)])), { password });
	try {
		const members: Member[] = [];
		for (const entry of await reader.getEntries()) {
			if (entry.directory) continue;
			members.push({ name: entry.filename, bytes: await entry.getData(new Uint8ArrayWriter()) });
		}
		return members;
	} catch (error) {
		throw badRequest(`Archive ${archive.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	} finally {
		await reader.close();
	}
}

async function membersOf(store: FileStore, archive: StoredFile, password: string): Promise<StoredFile[]> {
	const members = await readArchive(store, archive, password);
	return Promise.all(
		members.map(async ({ name, bytes }) => ({
			field: archive.field,
			name: name.split('/').at(-1) ?? name,
			contentType: 'application/octet-stream',
			...(await store.put(bytes)),
		})),
	);
}

/**
 * With `isZip`, each member of the uploaded archives in their place.
 * @throws BadRequest (400) for a wrong password or something that is no archive
 */
export async function expandArchives(
	store: FileStore,
	input: ObservableInput,
	files: readonly StoredFile[],
): Promise<{ input: ObservableInput; files: readonly StoredFile[] }> {
	if (input.isZip !== true) return { input, files };
	const password = input.zipPassword ?? ARCHIVE_PASSWORD;
	const members = await Promise.all(files.map((file) => membersOf(store, file, password)));
	// The parts named by the request are gone: what counts is their members.
	return { input: { ...input, attachment: undefined }, files: members.flat() };
}
