import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLargePieces } from '../../nodes/shared/files/incoming';

const LARGE = 512 * 1024;

async function piecesOf(stream: AsyncIterable<unknown>): Promise<Buffer[]> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) {
		if (Buffer.isBuffer(piece)) pieces.push(piece);
	}
	return pieces;
}

describe('An answer in large pieces', () => {
	it('has the same bytes in the same order, and none but the last piece is small', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 20 }), async (sizes) => {
				const sent = sizes.map((size, index) => Buffer.alloc(size, index + 1));
				const pieces = await piecesOf(inLargePieces(Readable.from(sent)));
				expect(Buffer.concat(pieces).equals(Buffer.concat(sent))).toBe(true);
				for (const piece of pieces.slice(0, -1)) expect(piece.length).toBeGreaterThanOrEqual(LARGE);
			}),
			{ numRuns: 50 },
		);
	});

	it('that breaks off tells why', async () => {
		const breaking = Readable.from((async function* () {
			yield Buffer.alloc(LARGE);
			yield Buffer.alloc(10);
			throw new Error('cut');
		})());
		await expect(piecesOf(inLargePieces(breaking))).rejects.toThrow('cut');
	});

	it('is let go when nobody wants more of it', async () => {
		const endless = Readable.from((function* () {
			for (;;) yield Buffer.alloc(64 * 1024);
		})());
		for await (const _piece of inLargePieces(endless)) break;
		expect(endless.destroyed).toBe(true);
	});

	it('refuses text, which may have lost bytes', async () => {
		await expect(piecesOf(inLargePieces(Readable.from(['text'])))).rejects.toThrow('text instead of bytes');
	});
});
