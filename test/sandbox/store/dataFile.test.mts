import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, setUpSoc } from '../client.mts';
import { startSandbox } from '../sandbox.mts';

const MAIN = fileURLToPath(new URL('../main.mts', import.meta.url));

describe('data file', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'sandbox-test-'));
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	const alert = (sourceRef: string) => ({ type: 't', source: 's', sourceRef, title: 'A', description: 'd', tags: ['x'], observables: [{ dataType: 'ip', data: '203.0.113.1' }] });

	it('brings everything back: rows, audits, files, keys, numbers', async () => {
		const dataFile = path.join(folder, 'all.jsonl');
		const first = await startSandbox({ dataFile });
		const { analyst } = await setUpSoc(first.url);
		const { id } = await analyst.post('/alert', alert('1'));
		const gone = await analyst.post('/alert', alert('gone'));
		await analyst.delete(`/alert/${gone.id}`);
		const kase = await analyst.post(`/alert/${id}/case`, {});
		const form = new FormData();
		form.append('attachments', new Blob(['kept']), 'kept.txt');
		await analyst.post(`/case/${kase.id}/attachments`, form);
		const before = (await analyst.query({ _name: 'listAudit' })).body;
		await first.close();

		const second = await startSandbox({ dataFile, port: first.port });
		expect((await analyst.query({ _name: 'listAudit' })).body).toEqual(before);
		expect((await analyst.get(`/alert/${id}`)).object).toMatchObject({ caseId: kase.id, observableCount: 1 });
		expect((await analyst.get(`/alert/${gone.id}`)).status).toBe(404);
		expect((await analyst.post('/alert', alert('1'))).status).toBe(400);
		const [attachment] = (await analyst.query({ _name: 'getCase', idOrName: kase.id }, { _name: 'attachments' })).rows;
		expect((await analyst.get(`/attachment/${String(attachment?.['_id'])}/download`)).text).toBe('kept');
		expect((await analyst.post('/case', { title: 'n', description: 'd' })).object).toMatchObject({ number: 2 });
		await second.close();
	});

	it('drops a last line cut short, and goes on behind it', async () => {
		const dataFile = path.join(folder, 'cut.jsonl');
		const first = await startSandbox({ dataFile });
		const { analyst } = await setUpSoc(first.url);
		await analyst.post('/alert', alert('1'));
		await first.close();
		await appendFile(dataFile, '[{"kind":"alert","_id":"~99');
		const second = await startSandbox({ dataFile, port: first.port });
		await analyst.post('/alert', alert('2'));
		await second.close();
		const third = await startSandbox({ dataFile, port: first.port });
		expect((await analyst.query({ _name: 'listAlert' }, { _name: 'count' })).body).toBe(2);
		await third.close();
	});

	it('loses nothing acknowledged when the process is killed', async () => {
		const dataFile = path.join(folder, 'killed.jsonl');
		const child = spawn(process.execPath, [MAIN, '--port', '0', '--empty', '--data', dataFile], { stdio: ['ignore', 'pipe', 'inherit'] });
		child.stdout.setEncoding('utf8');
		let output = '';
		while (!output.includes('Administrator')) output += String((await once(child.stdout, 'data'))[0]);
		const url = /http:\/\/\S+/.exec(output)?.[0] ?? '';
		const { analyst } = await setUpSoc(url);
		let acknowledged = 0;
		const writers = Array.from({ length: 8 }, async (_, writer) => {
			for (let index = 0; ; index += 1) {
				const { status } = await analyst.post('/alert', alert(`${writer}-${index}`));
				if (status === 201) acknowledged += 1;
			}
		});
		setTimeout(() => child.kill('SIGKILL'), 400);
		await Promise.allSettled(writers);
		const after = await startSandbox({ dataFile });
		expect(acknowledged).toBeGreaterThan(0);
		expect(after.store.table('alert').size).toBeGreaterThanOrEqual(acknowledged);
		expect((await Client.withLogin(after.url, 'admin', 'secret').get('/user/current')).status).toBe(200);
		await after.close();
	});
});
