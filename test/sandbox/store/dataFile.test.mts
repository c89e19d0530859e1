import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, setUpSoc } from '../client.mts';
import { startProgram } from '../program.mts';
import { startSandbox } from '../sandbox.mts';

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

	it('loses nothing acknowledged when the process is killed in the middle of 1,000 writes', async () => {
		const dataFile = path.join(folder, 'killed.jsonl');
		const { child, url } = await startProgram('--data', dataFile);
		const { analyst } = await setUpSoc(url);
		const acknowledged = { alerts: new Set<string>(), changed: new Set<string>(), files: new Map<string, string>(), deleted: new Set<string>() };
		let writes = 0;
		const written = () => {
			writes += 1;
			if (writes === 500) child.kill('SIGKILL');
		};
		const writer = async (number: number) => {
			for (let index = 0; index < 25; index += 1) {
				const reference = `${number}-${index}`;
				const { status, id } = await analyst.post('/alert', alert(reference));
				if (status === 201) acknowledged.alerts.add(id);
				written();
				if ((await analyst.patch(`/alert/${id}`, { summary: reference })).status === 204) acknowledged.changed.add(id);
				written();
				const form = new FormData();
				form.append('attachments', new Blob([reference]), 'kept.txt');
				if ((await analyst.post(`/alert/${id}/attachments`, form)).status === 201) acknowledged.files.set(id, reference);
				written();
				const gone = await analyst.post('/alert', alert(`gone ${reference}`));
				written();
				if ((await analyst.delete(`/alert/${gone.id}`)).status === 204) acknowledged.deleted.add(gone.id);
				written();
			}
		};
		const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, number) => writer(number)));
		expect(outcomes.map(({ status }) => status)).toEqual(Array.from(outcomes, () => 'rejected'));

		const after = await startSandbox({ dataFile });
		const table = after.store.table('alert');
		expect([...acknowledged.alerts].filter((id) => table.get(id)?.observableCount !== 1)).toEqual([]);
		expect([...acknowledged.changed].filter((id) => table.get(id)?.summary === undefined)).toEqual([]);
		expect([...acknowledged.deleted].filter((id) => table.get(id) !== undefined)).toEqual([]);
		const { text: key } = await Client.withLogin(after.url, 'admin', 'secret').post('/user/analyst@main.test/key/renew');
		const again = Client.withKey(after.url, key);
		for (const [id, content] of acknowledged.files) {
			const [file] = (await again.query({ _name: 'getAlert', idOrName: id }, { _name: 'attachments' })).rows;
			expect((await again.get(`/attachment/${String(file?.['_id'])}/download`)).text).toBe(content);
		}
		await after.close();
	});
});
