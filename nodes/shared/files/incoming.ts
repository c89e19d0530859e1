import type { IExecuteFunctions } from 'n8n-workflow';
import { buffered } from './youngGarbage';

/** What n8n's storage takes. */
export type Content = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

type ByteStream = Exclude<Content, Buffer>;

/** Each write of n8n's storage is a trip to another thread; it takes so many bytes at once at most. */
const LARGE = 512 * 1024;

/** Each piece lies in memory as the connection brought it, as Node copied it, and in a large piece. */
const BUFFERS_PER_PIECE = 3;

/** Whether the body of an answer still comes in. */
export function isStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
}

/** Collects pieces to a large one; gives nothing when there are no more. */
async function largePiece(pieces: AsyncIterator<unknown>): Promise<Buffer | undefined> {
	const collected: Buffer[] = [];
	let bytes = 0;
	while (bytes < LARGE) {
		const { done, value } = await pieces.next();
		if (done) break;
		if (!Buffer.isBuffer(value)) throw new TypeError('The file came as text instead of bytes');
		buffered(BUFFERS_PER_PIECE * value.length);
		collected.push(value);
		bytes += value.length;
	}
	return bytes > 0 ? Buffer.concat(collected, bytes) : undefined;
}

async function* largePieces(body: ByteStream, pieces: AsyncIterator<unknown>): AsyncGenerator<Buffer, undefined> {
	try {
		let next = largePiece(pieces);
		for (;;) {
			const piece = await next;
			if (!piece) return undefined;
			// comes in while this one is written
			next = largePiece(pieces);
			// who stops in between does not ask for it any more
			next.catch(() => undefined);
			yield piece;
		}
	} finally {
		body.destroy();
	}
}

/**
 * Prepares the body of an answer for n8n's storage: who iterates over it gets large pieces instead of those that came over the
 * network (64 KB at most). No stream of our own is put between the two.
 * @returns the same stream
 */
export function inLargePieces(body: ByteStream): ByteStream {
	const pieces = body[Symbol.asyncIterator].bind(body);
	body[Symbol.asyncIterator] = () => largePieces(body, pieces());
	return body;
}
