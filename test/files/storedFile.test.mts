import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { StoredFile } from '../../nodes/shared/files/storedFile';

it('closes a file that n8n opens only after the try that wanted it is over', async () => {
	const bytes = new Readable({ read: () => bytes.push('evidence') });
	let open: (stream: Readable) => void = () => undefined;
	const opened = new Promise<Readable>((resolve) => {
		open = resolve;
	});
	const storage = { getBinaryMetadata: async () => ({ fileSize: 80 }), getBinaryStream: async () => await opened };
	const file = await StoredFile.of(storage, 'data', { data: 'filesystem-v2', id: 'filesystem-v2:1', mimeType: 'text/plain' });
	const reader = file.stream().getReader();
	const first = reader.read();
	await file.release();
	open(bytes);
	await Promise.race([first, new Promise((resolve) => bytes.once('close', resolve))]);
	expect(bytes.destroyed).toBe(true);
});
