import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';
import { editorContext, runNode } from '../harness/runNode.mts';
import type { NodeRunOptions } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let storage: BinaryStorage;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let caseId: string;
let counter = 0;

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startSoc('attachment');
	({ sandbox, analyst } = fixture);
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
});

const run = async (parameters: NodeRunOptions['parameters'], options: Partial<NodeRunOptions> = {}) =>
	await runNode({ credential: fixture.credential, parameters, ...options });

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

async function itemWith(files: Record<string, string | Buffer>, json: IDataObject = {}): Promise<INodeExecutionData> {
	const entries = await Promise.all(Object.entries(files).map(async ([field, content]) => [field, await storage.store(content, `${field}.bin`)] as const));
	return { json, binary: Object.fromEntries(entries) };
}

async function zip(members: Record<string, string>, password: string): Promise<Buffer> {
	const writer = new ZipWriter(new Uint8ArrayWriter(), { zipCrypto: true, password });
	for (const [name, text] of Object.entries(members)) await writer.add(name, new Uint8ArrayReader(Buffer.from(text)));
	return Buffer.from(await writer.close());
}

const attachmentOf = ({ json }: INodeExecutionData): IDataObject => {
	const { attachment } = json;
	return typeof attachment === 'object' && attachment !== null && !Array.isArray(attachment) ? { ...attachment } : {};
};

const alertWith = (parameters: NodeRunOptions['parameters']) => ({
	resource: 'alert',
	operation: 'create',
	title: 'Mail',
	description: 'Reported by a user',
	type: 'mail',
	source: 'gateway',
	sourceRef: `ref-${counter++}`,
	...parameters,
});

const observablesOf = async (alertId: unknown) =>
	(await analyst.query({ _name: 'getAlert', idOrName: String(alertId) }, { _name: 'observables' }, { _name: 'page', from: 0, to: 1000 })).rows;

describe('Alert → Create', () => {
	it('makes an observable of every file, in the request that creates the alert', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run(
			alertWith({
				alertCreateFields: { observables: { observable: [{ data: '203.0.113.7', dataType: 'ip' }] } },
				inputFiles: 'all',
				fileObservableFields: { tags: 'mail', ioc: true, tlp: 3 },
			}),
			{ input: [await itemWith({ first: 'one', second: 'two' })] },
		);
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/alert']);
		expect(items[0]?.json).toMatchObject({ title: 'Mail', observableCount: 3 });
		const observables = await observablesOf(items[0]?.json._id);
		const files = observables.filter(({ dataType }) => dataType === 'file');
		expect(files.map(({ attachment, tags, ioc, tlp }) => [JSON.stringify(attachment).includes(sha256('one')) ? 'one' : 'two', tags, ioc, tlp]).sort()).toEqual([
			['one', ['mail'], true, 3],
			['two', ['mail'], true, 3],
		]);
	});

	it('keeps 500 files apart, in one request, each item its own', async () => {
		const contents = Array.from({ length: 500 }, (_, index) => `file number ${index}`);
		const start = sandbox.requests.length;
		const input = [await itemWith(Object.fromEntries(contents.map((text, index) => [`file_${index}`, text]))), await itemWith({ other: 'of the second item' })];
		const { items, error } = await run(alertWith({ sourceRef: '={{ "many-" + $itemIndex }}', inputFiles: 'all' }), { input });
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start)).toHaveLength(2);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const observables = await observablesOf(items[0]?.json._id);
		const found = new Map(observables.map(({ attachment }) => {
			const { name, id }: IDataObject = JSON.parse(JSON.stringify(attachment));
			return [String(name), id];
		}));
		expect(found).toEqual(new Map(contents.map((text, index) => [`file_${index}.bin`, sha256(text)])));
		const [other] = await observablesOf(items[1]?.json._id);
		expect(JSON.stringify(other?.attachment)).toContain(sha256('of the second item'));
	});

	it('sends JSON where no file is wanted, and refuses a missing file before anything is sent', async () => {
		const start = sandbox.requests.length;
		const input = [await itemWith({ data: 'x' })];
		const plain = await run(alertWith({}), { input });
		expect(plain.error).toBeUndefined();
		expect(sandbox.requests.slice(start).map(({ requestType }) => requestType)).toEqual(['application/json']);
		const { error } = await run(alertWith({ inputFiles: 'named', inputDataFieldNames: 'nothing' }), { input });
		expect(error?.message).toContain("'nothing'");
		expect(sandbox.requests.slice(start)).toHaveLength(1);
	});

	it('is sent again after a lost answer without a second alert: its key tells', async () => {
		sandbox.faults.failNext({ mode: 'reset-after', match: (_method, path) => path === '/api/v1/alert' });
		const parameters = alertWith({ inputFiles: 'all' });
		const { items, error } = await run(parameters, { input: [await itemWith({ data: 'evidence' })] });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ sourceRef: parameters.sourceRef, observableCount: 1 });
	});
});

describe('Observable → Create From File', () => {
	it('makes an observable of every file of each item, of the given type', async () => {
		await fixture.soc.admin.post('/observable/type', { name: 'memory-dump', isAttachment: true });
		const start = sandbox.requests.length;
		const { items, error } = await run(
			{ resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all', fileObservableFields: { dataType: 'memory-dump', message: 'Host A' } },
			{ input: [await itemWith({ a: 'A', b: 'B' }), await itemWith({ c: 'C' })] },
		);
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start)).toHaveLength(2);
		expect(items.map((item) => [item.json.dataType, item.json.message, attachmentOf(item).name, attachmentOf(item).id, item.pairedItem])).toEqual([
			['memory-dump', 'Host A', 'a.bin', sha256('A'), { item: 0 }],
			['memory-dump', 'Host A', 'b.bin', sha256('B'), { item: 0 }],
			['memory-dump', 'Host A', 'c.bin', sha256('C'), { item: 1 }],
		]);
		const types = await loadOptions.getFileTypes.call(editorContext(fixture.credential, { resource: 'observable', operation: 'createFromFile' }));
		expect(types.map(({ value }) => value)).toEqual(['file', 'memory-dump']);
	});

	it('gives what was created and, beside it, which file was refused and why', async () => {
		sandbox.faults.failNext({
			status: 207,
			body: {
				success: [{ _id: '~1', dataType: 'file' }],
				failure: [{ type: 'BadRequest', message: 'Not this one', object: { dataType: 'file', attachment: { name: 'b.bin' } } }],
			},
			match: (_method, path) => path.endsWith('/observable'),
		});
		const { items, error } = await run(
			{ resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all' },
			{ input: [await itemWith({ a: 'A', b: 'B' })] },
		);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { _id: '~1', dataType: 'file' }, pairedItem: { item: 0 } },
			{ json: { error: 'BadRequest: Not this one [item 0]', details: expect.objectContaining({ type: 'BadRequest', file: 'b.bin', outcome: 'failed' }) }, pairedItem: { item: 0 } },
		]);
	});

	it('has an archive unpacked, with the usual password or another', async () => {
		const parameters = { resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all' };
		const usual = await run({ ...parameters, fileObservableFields: { isZip: true } }, { input: [await itemWith({ data: await zip({ 'evil.exe': 'MZ', 'readme.txt': 'hi' }, 'malware') })] });
		expect(usual.error).toBeUndefined();
		expect(usual.items.map((item) => attachmentOf(item).name)).toEqual(['evil.exe', 'readme.txt']);
		const other = await run(
			{ ...parameters, fileObservableFields: { isZip: true, zipPassword: 'infected' } },
			{ input: [await itemWith({ data: await zip({ 'evil2.exe': 'MZ2' }, 'infected') })] },
		);
		expect(other.items.map((item) => attachmentOf(item).id)).toEqual([sha256('MZ2')]);
	});

	it('tells of a wrong password, without telling it', async () => {
		const { error } = await run(
			{ resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all', fileObservableFields: { isZip: true, zipPassword: 'not-the-one' } },
			{ input: [await itemWith({ data: await zip({ 'evil.exe': 'MZ' }, 'infected') })] },
		);
		expect(error?.message).toMatch(/^BadRequest: .*data\.bin/);
		expect(JSON.stringify([error?.message, error?.description, error?.context])).not.toContain('not-the-one');
		expect((await analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'observables' })).rows).toEqual([]);
	});
});

describe('Observable → Create From File, hashes as tags', () => {
	const parameters = () => ({ resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all' });
	const md5 = (text: string) => createHash('md5').update(text).digest('hex');

	it('adds those that are asked for to the tags of each file, also of those in an archive', async () => {
		const { items, error } = await run(
			{ ...parameters(), fileObservableFields: { tags: 'mail' }, fileObservableOptions: { hashTags: ['md5', 'sha256'] } },
			{ input: [await itemWith({ a: 'hash A', b: 'hash B' })] },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.tags, pairedItem])).toEqual([
			[['mail', `md5:${md5('hash A')}`, `sha256:${sha256('hash A')}`], { item: 0 }],
			[['mail', `md5:${md5('hash B')}`, `sha256:${sha256('hash B')}`], { item: 0 }],
		]);
		const archive = await itemWith({ data: await zip({ 'evil.exe': 'hash MZ' }, 'malware') });
		const unpacked = await run({ ...parameters(), fileObservableFields: { isZip: true }, fileObservableOptions: { hashTags: '={{ "SHA-256" }}' } }, { input: [archive] });
		expect(unpacked.items.map(({ json }) => json.tags)).toEqual([[`sha256:${sha256('hash MZ')}`]]);
	});

	it('tells which observable is there without them when TheHive refuses the tags', async () => {
		sandbox.faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'No' }, match: (method) => method === 'PATCH' });
		const { items, error } = await run({ ...parameters(), fileObservableOptions: { hashTags: ['sha1'] } }, { input: [await itemWith({ a: 'untagged' })] });
		expect(error).toBeUndefined();
		const [there] = (await analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'observables' })).rows;
		expect(items).toHaveLength(1);
		expect(items[0]?.json.error).toBe('AuthorizationError: No [item 0]');
		expect(items[0]?.json.details).toMatchObject({ created: { _id: there?._id, tags: [] } });
	});

	it('refuses a hash that TheHive does not compute, and sends nothing', async () => {
		const start = sandbox.requests.length;
		const { error } = await run({ ...parameters(), fileObservableOptions: { hashTags: '={{ ["crc32"] }}' } }, { input: [await itemWith({ a: 'A' })] });
		expect(error?.message).toContain("'Hashes as Tags' cannot be 'crc32'");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Observable → Create From File, on duplicate', () => {
	const parameters = (onDuplicate: string, fields: IDataObject = {}) => ({
		resource: 'observable',
		operation: 'createFromFile',
		parent: 'case',
		caseId,
		inputFiles: 'all',
		fileObservableFields: JSON.parse(JSON.stringify(fields)),
		fileObservableOptions: { onDuplicate, hashTags: ['sha256'] },
	});
	const inCase = async () => (await analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'observables' })).rows;
	let known: IDataObject;

	beforeEach(async () => {
		const { items } = await run(
			{ resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all', fileObservableFields: { message: 'First', tags: 'old' } },
			{ input: [await itemWith({ known: 'known content' })] },
		);
		known = items[0]?.json ?? {};
	});

	it('returns the one that is there as it is, and creates the others', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run(parameters('returnExisting', { message: 'Second', tags: 'new' }), { input: [await itemWith({ new: 'new content', again: 'known content' })] });
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start, start + 3).map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`)).toEqual([
			'POST /api/v1/user/current/attachments',
			'POST /api/v1/query',
			`POST /api/v1/case/${caseId}/observable`,
		]);
		expect(items.map(({ json }) => [json.message, json.tags, attachmentOf({ json }).name])).toEqual([
			['Second', ['new', `sha256:${sha256('new content')}`], 'new.bin'],
			['First', ['old'], 'known.bin'],
		]);
		expect(items[1]?.json._id).toBe(known._id);
		expect(await inCase()).toHaveLength(2);
	});

	it('skips it', async () => {
		const { items } = await run(parameters('skip'), { input: [await itemWith({ again: 'known content' }), await itemWith({ other: 'other content' })] });
		expect(items.map((item) => [attachmentOf(item).id, item.pairedItem])).toEqual([[sha256('other content'), { item: 1 }]]);
		expect((await inCase()).find(({ _id }) => _id === known._id)).toMatchObject({ message: 'First', tags: ['old'] });
	});

	it('updates it, adding the tags', async () => {
		const { items, error } = await run(parameters('update', { message: 'Second', tags: 'new', isZip: false }), { input: [await itemWith({ again: 'known content' })] });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json._id, json.message, json.tags, pairedItem])).toEqual([
			[known._id, 'Second', ['old', 'new', `sha256:${sha256('known content')}`], { item: 0 }],
		]);
	});

	it('takes names of any length, and a file that comes twice once', async () => {
		const long = `${'n'.repeat(300)}.txt`;
		const input = { json: {}, binary: { a: await storage.store('long name', long), b: await storage.store('long name', 'short.txt') } };
		const { items, error } = await run(parameters('skip'), { input: [input] });
		expect(error).toBeUndefined();
		expect(items.map((item) => attachmentOf(item).id)).toEqual([sha256('long name')]);
		expect(String(attachmentOf(items[0] ?? { json: {} }).name).length).toBeLessThanOrEqual(128);
	});

	it('is left to TheHive for archives, and refuses another choice: nothing is sent', async () => {
		const start = sandbox.requests.length;
		const input = [await itemWith({ a: 'A' })];
		expect((await run(parameters('skip', { isZip: true }), { input })).error?.message).toBe("'On Duplicate' must be left to TheHive for archives to unpack [item 0]");
		expect((await run(parameters('={{ "overwrite" }}'), { input })).error?.message).toContain("'On Duplicate' cannot be 'overwrite'");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Observable → Download File', () => {
	it('gives the file back, and an archive that only its password opens', async () => {
		const created = await run(
			{ resource: 'observable', operation: 'createFromFile', parent: 'case', caseId, inputFiles: 'all' },
			{ input: [await itemWith({ evil: 'MZ…' })] },
		);
		const observableId = String(created.items[0]?.json._id);
		const plain = await run({ resource: 'observable', operation: 'downloadFile', observableId });
		expect(plain.error).toBeUndefined();
		expect((await storage.read(plain.items[0]?.binary?.data)).toString()).toBe('MZ…');
		const archive = await run({ resource: 'observable', operation: 'downloadFile', observableId, downloadAs: 'zip' });
		expect(archive.items[0]?.binary?.data?.fileName).toBe('evil.bin.zip');
		const reader = new ZipReader(new Uint8ArrayReader(await storage.read(archive.items[0]?.binary?.data)), { password: 'malware' });
		const [entry] = await reader.getEntries();
		if (!entry || entry.directory) throw new Error('The archive is empty');
		expect([entry.filename, entry.encrypted]).toEqual(['evil.bin', true]);
		expect(Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString()).toBe('MZ…');
	});
});

describe('Task Log', () => {
	const newTask = async () => (await analyst.post(`/case/${caseId}/task`, { title: 'Look' })).id;

	it('is created with files in one request', async () => {
		const taskId = await newTask();
		const start = sandbox.requests.length;
		const { items, error } = await run(
			{ resource: 'taskLog', operation: 'create', parent: 'task', taskId, message: 'See files', inputFiles: 'all' },
			{ input: [await itemWith({ a: 'A', b: 'B' }), await itemWith({ c: 'C' })] },
		);
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start)).toHaveLength(2);
		expect(items.map(({ json }) => (Array.isArray(json.attachments) ? json.attachments.map((attachment) => JSON.parse(JSON.stringify(attachment)).name) : []))).toEqual([
			['a.bin', 'b.bin'],
			['c.bin'],
		]);
	});

	it('gets and loses attachments', async () => {
		const logId = (await analyst.post(`/task/${await newTask()}/log`, { message: 'Found' })).id;
		const added = await run({ resource: 'taskLog', operation: 'addAttachment', logId, inputFiles: 'all' }, { input: [await itemWith({ a: 'A', b: 'B' })] });
		expect(added.error).toBeUndefined();
		expect(added.items.map(({ json }) => json.name)).toEqual(['a.bin', 'b.bin']);
		const attachmentId = String(added.items[0]?.json._id);
		const removed = await run({ resource: 'taskLog', operation: 'deleteAttachment', logId, attachmentId });
		expect(removed.items).toEqual([{ json: { deleted: true, id: attachmentId }, pairedItem: { item: 0 } }]);
		const left = await analyst.query({ _name: 'getLog', idOrName: logId }, { _name: 'attachments' });
		expect(left.rows.map(({ name }) => name)).toEqual(['b.bin']);
	});
});

describe('a case archive', () => {
	it('is exported and imported again', async () => {
		await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: '203.0.113.7' });
		const exported = await run({ resource: 'case', operation: 'exportArchive', caseId, archivePassword: 'long secret' });
		expect(exported.error).toBeUndefined();
		expect(exported.items[0]?.binary?.data?.fileName).toMatch(/^case-\d+\.thar$/);
		expect(exported.items[0]?.json).toMatchObject({ caseId, contentType: 'application/octet-stream' });
		const imported = await run(
			{ resource: 'case', operation: 'importArchive', inputFiles: 'named', inputDataFieldNames: 'data', archivePassword: 'long secret', caseImportFields: { taskRule: 'manual' } },
			{ input: exported.items },
		);
		expect(imported.error).toBeUndefined();
		expect(imported.items[0]?.json).toMatchObject({ case: { title: 'Phishing' }, observables: [{ data: '203.0.113.7' }], errors: [] });
		const wrong = await run({ resource: 'case', operation: 'importArchive', inputFiles: 'all', archivePassword: 'wrong-secret' }, { input: exported.items });
		expect(wrong.error?.message).toMatch(/^BadRequest/);
		expect(JSON.stringify([wrong.error?.message, wrong.error?.description, wrong.error?.context])).not.toContain('wrong-secret');
	});

	it('needs a password and exactly one file', async () => {
		const start = sandbox.requests.length;
		const noPassword = await run({ resource: 'case', operation: 'exportArchive', caseId, archivePassword: '={{ $json.none }}' });
		expect(noPassword.error?.message).toBe("'Password' is empty [item 0]");
		const two = await run({ resource: 'case', operation: 'importArchive', inputFiles: 'all', archivePassword: 'x' }, { input: [await itemWith({ a: 'A', b: 'B' })] });
		expect(two.error?.message).toBe("'Files' must choose one file, not 2 [item 0]");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('keeps the password out of the message when the export fails', async () => {
		const { error } = await run({ resource: 'case', operation: 'exportArchive', caseId: '~999999', archivePassword: 'long-secret' });
		expect(error?.message).toContain('NotFoundError');
		expect(JSON.stringify([error?.message, error?.description, error?.context])).not.toContain('long-secret');
	});
});
