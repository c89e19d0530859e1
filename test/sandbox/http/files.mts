import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Reader, Writer, ZipWriter } from '@zip.js/zip.js';
import type { FileStore } from '../store/files.mts';
import type { Attachment } from '../store/rows.mts';
import type { Answer, Call } from './call.mts';

/** `datastore.attachment.password`: what downloaded archives are encrypted with. */
export const ARCHIVE_PASSWORD = 'malware';

function disposition(name: string): string {
	const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
	return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** The bytes for saving. */
export function downloadOf(call: Call, attachment: Attachment): Answer {
	return {
		status: 200,
		headers: {
			'content-type': 'application/octet-stream',
			'content-length': String(attachment.size),
			'content-disposition': disposition(attachment.name),
		},
		stream: call.instance.files.stream(attachment.id),
	};
}

/** The bytes for showing, with an ETag; 304 when the client has them. `*` is not taken as a match [L]. */
export function inlineOf(call: Call, attachment: Attachment): Answer {
	const etag = `"${attachment.id}"`;
	const known = call.headers['if-none-match'];
	if (typeof known === 'string' && (known === etag || known === attachment.id)) return { status: 304, headers: { etag } };
	return {
		status: 200,
		headers: { 'content-type': attachment.contentType, 'content-length': String(attachment.size), etag },
		stream: call.instance.files.stream(attachment.id),
	};
}

/** Reads a stored file piece by piece. */
class StoredReader extends Reader<string> {
	readonly #files: FileStore;
	readonly #id: string;

	constructor(files: FileStore, attachment: Attachment) {
		super(attachment.id);
		this.#files = files;
		this.#id = attachment.id;
		this.size = attachment.size;
	}

	override readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
		return this.#files.range(this.#id, offset, length);
	}
}

/** Writes into a stream as fast as it is read. */
class StreamWriter extends Writer<undefined> {
	readonly #stream: PassThrough;

	constructor(stream: PassThrough) {
		super();
		this.#stream = stream;
	}

	override async writeUint8Array(bytes: Uint8Array): Promise<void> {
		if (!this.#stream.write(Buffer.from(bytes))) await once(this.#stream, 'drain');
	}
}

/** The file in a ZipCrypto archive, written as it is read. */
export function zipOf(call: Call, attachment: Attachment): Answer {
	const stream = new PassThrough();
	const writer = new ZipWriter(new StreamWriter(stream), { zipCrypto: true, password: ARCHIVE_PASSWORD });
	writer
		.add(attachment.name, new StoredReader(call.instance.files, attachment))
		.then(() => writer.close())
		.then(() => stream.end())
		.catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
	return {
		status: 200,
		headers: { 'content-type': 'application/zip', 'content-disposition': disposition(`${attachment.name}.zip`) },
		stream,
	};
}
