import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import FormData from 'form-data';
import { expect, it } from 'vitest';
import { startSandbox } from './sandbox.mts';
import { SEED_API_KEY } from './seed.mts';

/** Uploads as Node's other clients of TheHive send them: a form-data stream of known or unknown length, its JSON before or behind the files. */

async function post(url: string, form: FormData): Promise<{ status: number; body: unknown }> {
	const answer = await new Promise<IncomingMessage>((resolve, reject) => {
		const sending = request(url, { method: 'POST', headers: { ...form.getHeaders(), authorization: `Bearer ${SEED_API_KEY}` } }, resolve);
		sending.on('error', reject);
		form.pipe(sending);
	});
	return { status: answer.statusCode ?? 0, body: JSON.parse(await text(answer)) };
}

it.each(['before', 'behind'])('takes a form whose JSON stands %s its streamed file', async (place) => {
	const sandbox = await startSandbox({ seed: 'soc' });
	try {
		const form = new FormData();
		const json = () => form.append('_json', JSON.stringify({ dataType: 'file', tags: ['from-form-data'] }), { contentType: 'application/json' });
		if (place === 'before') json();
		form.append('attachment', Readable.from(['MZ', 'not really ', 'malware']), { filename: 'dropper.exe', contentType: 'application/x-msdownload' });
		if (place === 'behind') json();
		const [someCase] = sandbox.store.table('case').all();
		const { status, body } = await post(`${sandbox.url}/api/v1/case/${someCase?._id}/observable`, form);
		expect(status).toBe(201);
		expect(body).toMatchObject([{ dataType: 'file', tags: ['from-form-data'], attachment: { name: 'dropper.exe', size: 20, contentType: 'application/x-msdownload' } }]);
	} finally {
		await sandbox.close();
	}
});
