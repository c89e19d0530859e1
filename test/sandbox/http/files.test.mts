import { createHash } from 'node:crypto';
import { BlobWriter, TextReader, Uint8ArrayReader, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { isList, isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import { Client } from '../client.mts';
import { useSandbox } from '../testbed.mts';

const BYTES = Buffer.from('a suspicious file \u0000\u00ff');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

/** A form, its parts in the order given. */
function form(...parts: readonly (readonly [name: string, value: string | Blob, filename?: string])[]): FormData {
	const data = new FormData();
	for (const [name, value, filename] of parts) {
		if (typeof value === 'string') data.append(name, value);
		else data.append(name, value, filename);
	}
	return data;
}

/** The first object of a list. */
function first(list: Json | undefined): JsonObject {
	const item = isList(list) ? list[0] : undefined;
	if (!isObject(item)) throw new Error('no object');
	return item;
}

async function zipped(password: string, files: Readonly<Record<string, string>>): Promise<Blob> {
	const writer = new ZipWriter(new BlobWriter('application/zip'), { password, zipCrypto: true });
	for (const [name, content] of Object.entries(files)) await writer.add(name, new TextReader(content));
	return writer.close();
}

describe('files', () => {
	const bed = useSandbox();
	const sample = new Blob([BYTES], { type: 'application/x-sample' });
	const newCase = async () => (await bed.soc.analyst.post('/case', { title: 'c', description: 'd' })).id;
	const download = async (path: string, headers: Record<string, string> = {}) => {
		const { text } = await bed.soc.admin.post('/user/analyst@main.test/key/renew');
		const response = await fetch(`${bed.sandbox.url}/api/v1${path}`, { headers: { authorization: `Bearer ${text}`, ...headers } });
		return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()), key: text };
	};
	/** The analyst, with the key that is valid now. */
	const analyst = () => bed.soc.analyst;

	const json = { dataType: 'file', tags: ['x'] };
	it.each<[string, () => FormData]>([
		['_json as a field, before', () => form(['_json', JSON.stringify(json)], ['attachment', sample, 'evil.exe'])],
		['_json as a field, after', () => form(['attachment', sample, 'evil.exe'], ['_json', JSON.stringify(json)])],
		['_json as a file', () => form(['attachment', sample, 'evil.exe'], ['_json', new Blob([JSON.stringify(json)]), '_json'])],
		['_json as JSON', () => form(['_json', new Blob([JSON.stringify(json)], { type: 'application/json' }), 'blob'], ['attachment', sample, 'evil.exe'])],
	])('observable from a file: %s', async (_name, body) => {
		const { rows, status } = await analyst().post(`/case/${await newCase()}/observable`, body());
		expect(status).toBe(201);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ dataType: 'file', tags: ['x'], attachment: { name: 'evil.exe', size: BYTES.length, id: SHA256, contentType: 'application/x-sample' } });
		expect(rows[0]).not.toHaveProperty('data');
	});

	it('the type may come in the query string, and many files make many observables', async () => {
		const body = form(['attachment', sample, 'a'], ['attachment', new Blob(['other']), 'b']);
		expect((await analyst().post(`/case/${await newCase()}/observable?dataType=file`, body)).rows).toHaveLength(2);
	});

	it('alert parts are referred to by name', async () => {
		const alert = {
			type: 't',
			source: 's',
			sourceRef: 'files',
			title: 't',
			description: 'd',
			observables: [
				{ dataType: 'file', attachment: 'one' },
				{ dataType: 'file', attachment: ['two'] },
			],
		};
		const { id, status } = await analyst().post('/alert', form(['one', sample, 'a'], ['two', new Blob(['2']), 'b'], ['_json', JSON.stringify(alert)]));
		expect(status).toBe(201);
		expect((await analyst().query({ _name: 'getAlert', idOrName: id }, { _name: 'observables' })).rows).toHaveLength(2);
		const missing = { ...alert, sourceRef: 'missing' };
		expect((await analyst().post('/alert', form(['one', sample, 'a'], ['_json', JSON.stringify(missing)]))).status).toBe(400);
	});

	it('a stored file is referred to by its sha256, not by its _id', async () => {
		const { object } = await analyst().post('/user/current/attachments', form(['attachments', sample, 'kept.bin']));
		const stored = first(object['attachments']);
		const observable = (id: string): JsonObject => ({ dataType: 'file', attachment: { name: 'n', contentType: 'c/t', id } });
		const kase = await newCase();
		expect((await analyst().post(`/case/${kase}/observable`, observable(SHA256))).status).toBe(201);
		expect((await analyst().post(`/case/${kase}/observable`, observable(String(stored['_id'])))).status).toBe(404);
	});

	it('some of many files may fail: 207', async () => {
		const input = { dataType: 'file', attachment: ['attachment', 'missing'] };
		const { status, object } = await analyst().post(`/case/${await newCase()}/observable`, form(['_json', JSON.stringify(input)], ['attachment', sample, 'a']));
		expect(status).toBe(207);
		expect(object).toMatchObject({ success: [{ dataType: 'file' }], failure: [{ type: 'BadRequest', object: { dataType: 'file' } }] });
	});

	it('an archive becomes its members', async () => {
		const archive = await zipped('malware', { 'a.txt': 'a', 'dir/b.txt': 'b' });
		const body = (rest: JsonObject) => form(['_json', JSON.stringify({ dataType: 'file', isZip: true, ...rest })], ['attachment', archive, 'x.zip']);
		const { rows } = await analyst().post(`/case/${await newCase()}/observable`, body({}));
		expect(rows.map(({ attachment }) => isObject(attachment) && attachment['name'])).toEqual(['a.txt', 'b.txt']);
		expect((await analyst().post(`/case/${await newCase()}/observable`, body({ zipPassword: 'wrong' }))).status).toBe(400);
	});

	it('attachments of cases and logs come back as they went', async () => {
		const kase = await newCase();
		const { object } = await analyst().post(`/case/${kase}/attachments`, form(['attachments', sample, 'résumé 1.pdf']));
		const id = String(first(object['attachments'])['_id']);
		await analyst().patch(`/case/${kase}/attachment/${id}`, { external: true });
		const task = await analyst().post(`/case/${kase}/task`, { title: 't' });
		const log = await analyst().post(`/task/${task.id}/log`, form(['_json', JSON.stringify({ message: 'm' })], ['attachments', sample, 'log.bin']));
		expect((await analyst().post(`/log/${log.id}/attachments`, form(['attachments', sample, 'more.bin']))).status).toBe(204);
		const archived = await analyst().post(`/case/${kase}/observable?dataType=file`, form(['attachment', sample, 'evil.exe']));
		const observableId = String(archived.rows[0]?.['_id']);

		const saved = await download(`/case/${kase}/attachment/${id}/download`);
		expect(saved.bytes.equals(BYTES)).toBe(true);
		expect(saved.headers.get('content-disposition')).toContain("filename*=UTF-8''r%C3%A9sum%C3%A9%201.pdf");
		const inline = await download(`/attachment/${SHA256}`);
		expect(inline.headers.get('etag')).toBe(`"${SHA256}"`);
		const again = await download(`/case/${kase}/attachment/${id}`, { 'if-none-match': `"${SHA256}"` });
		expect(again.status).toBe(304);
		expect((await download(`/log/${log.id}/attachment/${SHA256}/download`)).bytes.equals(BYTES)).toBe(true);
		const zip = await download(`/observable/${observableId}/attachment/${SHA256}/download?asZip=True`);
		const reader = new ZipReader(new Uint8ArrayReader(new Uint8Array(zip.bytes)), { password: 'malware' });
		const [entry] = await reader.getEntries();
		expect(entry).toMatchObject({ filename: 'evil.exe', encrypted: true, zipCrypto: true });
	});

	it('a case travels in an archive', async () => {
		const sandbox = bed.sandbox;
		const { text } = await bed.soc.admin.post('/user/analyst@main.test/key/renew');
		const headers = { authorization: `Bearer ${text}` };
		const traveller = Client.withKey(sandbox.url, text);
		const { id } = await traveller.post('/case', { title: 'travels', description: 'd', tasks: [{ title: 't' }] });
		await traveller.post(`/case/${id}/observable`, { dataType: 'ip', data: '203.0.113.5' });
		const archive = await (await fetch(`${sandbox.url}/api/v1/case/${id}/export?password=pw`, { headers })).blob();
		const imported = await traveller.post('/case/import', form(['_json', '{"password":"pw"}'], ['file', archive, 'case.thar']));
		expect(imported.object).toMatchObject({ case: { title: 'travels' }, observables: [{ data: '203.0.113.5' }], errors: [] });
		const query = encodeURIComponent('[{"_name":"listCase"}]');
		const options = encodeURIComponent('{"format":"csv","model":"Case","fields":["number","title"]}');
		const csv = await traveller.get(`/export?query=${query}&options=${options}`);
		expect(csv.text.split('\n')[0]).toBe('number,title');
	});
});

