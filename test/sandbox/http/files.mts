import { Readable } from 'node:stream';
import { Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
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

/** The file in a ZipCrypto archive, written as it is read. */
export function zipOf(call: Call, attachment: Attachment): Answer {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
	const writer = new ZipWriter(writable, { zipCrypto: true, password: ARCHIVE_PASSWORD });
	const source = Readable.toWeb(call.instance.files.stream(attachment.id));
	const content = attachment.size === 0 ? new Uint8ArrayReader(new Uint8Array()) : { readable: source };
	const stream = Readable.fromWeb(readable);
	writer
		.add(attachment.name, content)
		.then(() => writer.close())
		.catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
	return {
		status: 200,
		headers: { 'content-type': 'application/zip', 'content-disposition': disposition(`${attachment.name}.zip`) },
		stream,
	};
}
