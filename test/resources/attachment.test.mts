import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let storage: BinaryStorage;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let run: SocFixture['run'];
let caseId: string;
let alertId: string;
let logId: string;
let counter = 0;

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startSoc('attachment');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
	alertId = (await analyst.post('/alert', { type: 't', source: 's', sourceRef: `r${counter++}`, title: 'Phishing', description: '' })).id;
	const task = (await analyst.post(`/case/${caseId}/task`, { title: 'Look' })).id;
	logId = (await analyst.post(`/task/${task}/log`, { message: 'Found' })).id;
});

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** An input item whose binary fields hold these texts, each under the name of its field. */
async function itemWith(files: Record<string, string>, json: IDataObject = {}): Promise<INodeExecutionData> {
	const entries = await Promise.all(Object.entries(files).map(async ([field, text]) => [field, await storage.store(text, `${field}.txt`, 'text/plain')] as const));
	return { json, binary: Object.fromEntries(entries) };
}

/** Adds files to a record through the API, as another user of TheHive would. */
async function attach(path: string, files: Record<string, string>): Promise<IDataObject[]> {
	const form = new FormData();
	for (const [name, text] of Object.entries(files)) form.append('attachments', new File([text], name));
	const answer = await analyst.post(path, form);
	const answered: { attachments?: IDataObject[] } = answer.text === '' ? {} : JSON.parse(answer.text);
	return answered.attachments ?? [];
}

const texts = async (items: INodeExecutionData[], field = 'data') =>
	await Promise.all(items.map(async ({ binary }) => (await storage.read(binary?.[field])).toString()));

const partsSince = (start: number, path: RegExp) => fixture.sentSince(start, 'POST', path);

describe('Add', () => {
	it.each([
		['alert', () => ({ alertId }), () => `/alert/${alertId}/attachments`],
		['case', () => ({ caseId }), () => `/case/${caseId}/attachments`],
		['taskLog', () => ({ logId }), () => `/log/${logId}/attachments`],
		['knowledgeBase', () => ({}), () => '/attachment'],
		['currentUser', () => ({}), () => '/user/current/attachments'],
	])('sends every binary field to %s in one request, an item for each file', async (attachedTo, owner, path) => {
		const start = sandbox.requests.length;
		const input = await itemWith({ mail: 'From: a', picture: 'PNG' });
		const { items, error } = await run({ operation: 'add', attachedTo, ...owner(), inputFiles: 'all' }, { input: [input] });
		expect(error).toBeUndefined();
		const uploads = sandbox.requests.slice(start).filter(({ requestType }) => requestType === 'multipart/form-data');
		expect(uploads.map((upload) => upload.path)).toEqual([`/api/v1${path()}`]);
		expect(uploads[0]?.requestBody).toEqual([
			{ name: 'attachments', filename: 'mail.txt', size: 7 },
			{ name: 'attachments', filename: 'picture.txt', size: 3 },
		]);
		expect(items.map(({ json }) => [json.name, json.size, json.contentType, json.id])).toEqual([
			['mail.txt', 7, 'text/plain', sha256('From: a')],
			['picture.txt', 3, 'text/plain', sha256('PNG')],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it('sends each item its own file, only the named fields, and the option', async () => {
		const start = sandbox.requests.length;
		const input = await Promise.all(['one', 'two', 'three'].map(async (text) => await itemWith({ data: text, other: 'x' })));
		const { items } = await run(
			{ operation: 'add', attachedTo: 'case', caseId, inputFiles: 'named', inputDataFieldNames: 'data', attachmentAddFields: { canRename: false } },
			{ input },
		);
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[sha256('one'), { item: 0 }],
			[sha256('two'), { item: 1 }],
			[sha256('three'), { item: 2 }],
		]);
		for (const parts of partsSince(start, /attachments$/)) expect(parts).toContainEqual({ name: 'canRename', size: 5, value: 'false' });
	});

	it.each([
		['Attachment → Add', { operation: 'add', attachedTo: 'taskLog' }],
		['Task Log → Add Attachment', { resource: 'taskLog', operation: 'addAttachment' }],
	])('gives each item its own attachments of one task log: %s', async (_name, operation) => {
		await attach(`/log/${logId}/attachments`, { 'before.txt': 'x' });
		const input = [await itemWith({ a: 'A', b: 'B' }), await itemWith({ c: 'C' }), await itemWith({ a: 'A' })];
		const { items, error } = await run({ ...operation, logId, inputFiles: 'all' }, { input });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['a.txt', { item: 0 }],
			['b.txt', { item: 0 }],
			['c.txt', { item: 1 }],
			['a.txt', { item: 2 }],
		]);
		expect(new Set(items.map(({ json }) => json._id)).size).toBe(4);
		const there = await analyst.query({ _name: 'getLog', idOrName: logId }, { _name: 'attachments' });
		expect(there.rows).toHaveLength(5);
	});

	it('takes the fields as a list, and binary data of an earlier node from an expression', async () => {
		const { items, error } = await run(
			{ operation: 'add', attachedTo: 'case', caseId, inputFiles: 'named', inputDataFieldNames: '={{ [$binary.b, "a"] }}' },
			{ input: [await itemWith({ a: 'A', b: 'B' })] },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.name)).toEqual(['b.txt', 'a.txt']);
	});

	it('refuses what has no file, naming field and item, and sends nothing', async () => {
		const start = sandbox.requests.length;
		const input = [{ json: {} }, await itemWith({ data: 'x' })];
		const all = await run({ operation: 'add', attachedTo: 'case', caseId, inputFiles: 'all' }, { input: input.slice(0, 1) });
		expect(all.error?.message).toBe("'Files' cannot be sent: the input item has no binary field [item 0]");
		const missing = await run({ operation: 'add', attachedTo: 'case', caseId, inputFiles: 'named', inputDataFieldNames: 'nothing' }, { input: input.slice(1) });
		expect(missing.error?.message).toContain("'nothing'");
		const empty = await run({ operation: 'add', attachedTo: 'case', caseId, inputFiles: 'named', inputDataFieldNames: '={{ $json.none }}' }, { input: input.slice(1) });
		expect(empty.error?.message).toBe("'Input Data Field Names' is empty [item 0]");
		const noId = await run({ operation: 'add', attachedTo: 'alert', alertId: '={{ $json.none }}', inputFiles: 'all' }, { input: input.slice(1) });
		expect(noId.error?.message).toBe("'Alert' is empty [item 0]");
		const elsewhere = await run({ operation: 'add', attachedTo: 'observable', inputFiles: 'all' }, { input: input.slice(1) });
		expect(elsewhere.error?.message).toContain("'Attached To' cannot be 'observable'");
		const choice = await run({ operation: 'add', attachedTo: 'case', caseId, inputFiles: 'some' }, { input: input.slice(1) });
		expect(choice.error?.message).toContain("'Files' cannot be 'some'");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it.each([
		['alert', () => ({ alertId }), 'a list of attachments'],
		['case', () => ({ caseId }), 'a list of attachments'],
		['knowledgeBase', () => ({}), 'a list of attachments'],
		['taskLog', () => ({ logId }), 'no text'],
	])('to %s takes no page of a proxy for an answer', async (attachedTo, owner, expected) => {
		sandbox.faults.failNext({ match: (method, path) => method === 'POST' && /\/attachments?$/.test(path), status: 200, contentType: 'text/html', body: '<html><title>Sign in</title></html>' });
		const { items, error } = await run({ operation: 'add', attachedTo, ...owner(), inputFiles: 'all' }, { input: [await itemWith({ data: 'x' })] });
		expect(items).toEqual([]);
		expect(error?.message).toBe(`TheHive was expected to answer with ${expected} [item 0]`);
		expect(error?.description).toContain('Check that the URL in the credential leads to TheHive');
	});

	it('lets the other items go on where one fails', async () => {
		const input = [await itemWith({ data: 'one' }, { id: caseId }), await itemWith({ data: 'two' }, { id: '~999999' }), { json: { id: caseId } }];
		const { items } = await run({ operation: 'add', attachedTo: 'case', caseId: '={{ $json.id }}', inputFiles: 'all' }, { input, onError: 'continueRegularOutput' });
		expect(items.map(({ json, pairedItem }) => [json.id ?? json.error, pairedItem])).toEqual([
			[sha256('one'), { item: 0 }],
			[expect.stringContaining('NotFoundError: Case ~999999 not found'), { item: 1 }],
			["'Files' cannot be sent: the input item has no binary field [item 2]", { item: 2 }],
		]);
	});
});

describe('Get Many', () => {
	it('lists the attachments of each kind of record', async () => {
		await attach(`/case/${caseId}/attachments`, { 'a.txt': 'A', 'b.txt': 'BB' });
		await attach(`/alert/${alertId}/attachments`, { 'c.txt': 'C' });
		await attach(`/log/${logId}/attachments`, { 'd.txt': 'D' });
		await attach('/attachment', { 'handbook.txt': 'H' });
		const names = async (parameters: Record<string, string>) => {
			const { items, error } = await run({ operation: 'getAll', returnAll: true, ...parameters });
			expect(error).toBeUndefined();
			return items.map(({ json }) => json.name);
		};
		expect(await names({ attachedTo: 'case', caseId })).toEqual(['a.txt', 'b.txt']);
		expect(await names({ attachedTo: 'alert', alertId })).toEqual(['c.txt']);
		expect(await names({ attachedTo: 'taskLog', logId })).toEqual(['d.txt']);
		expect(await names({ attachedTo: 'knowledgeBase' })).toContain('handbook.txt');
	});

	it('filters, simplifies and refuses a missing record', async () => {
		await attach(`/case/${caseId}/attachments`, { 'a.txt': 'A', 'b.txt': 'BB' });
		const { items } = await run({
			operation: 'getAll',
			attachedTo: 'case',
			caseId,
			filterType: 'json',
			filterJson: '{"_gt":{"_field":"size","_value":1}}',
		});
		expect(items.map(({ json }) => json.name)).toEqual(['b.txt']);
		expect(Object.keys(items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'getAll', attachedTo: 'case', caseId: '={{ $json.none }}' });
		expect(error?.message).toBe("'Case' is empty [item 0]");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Download', () => {
	it('gets a file by its id, with its name, type and length', async () => {
		const [attachment] = await attach(`/case/${caseId}/attachments`, { 'Ärger 💀.txt': 'evidence' });
		const { items, error } = await run({ operation: 'download', attachedTo: 'anything', attachmentId: String(attachment?._id) });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: { _id: attachment?._id, name: 'Ärger 💀.txt', contentType: 'application/octet-stream', size: 8 },
				binary: { data: expect.objectContaining({ fileName: 'Ärger 💀.txt', mimeType: 'application/octet-stream', bytes: 8, id: expect.stringContaining('filesystem-v2:') }) },
				pairedItem: { item: 0 },
			},
		]);
		expect(await texts(items)).toEqual(['evidence']);
	});

	it('gets each item its own file, into the named field, also by the file\'s own id', async () => {
		const attachments = await attach(`/case/${caseId}/attachments`, { 'a.txt': 'A', 'b.txt': 'B', 'c.txt': 'C' });
		const { items } = await run(
			{ operation: 'download', attachedTo: 'case', caseId, attachmentId: '={{ $json.id }}', outputDataFieldName: 'evidence' },
			{ input: attachments.map(({ id }) => ({ id: String(id) })) },
		);
		expect(await texts(items, 'evidence')).toEqual(['A', 'B', 'C']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it.each([
		['case', () => ({ caseId }), () => `/case/${caseId}`],
		['alert', () => ({ alertId }), () => `/alert/${alertId}`],
		['taskLog', () => ({ logId }), () => `/log/${logId}`],
	])('asks an older server by the %s', async (attachedTo, owner, path) => {
		await attach(`${path()}/attachments`, { 'a.txt': 'A' });
		const { items: list } = await run({ operation: 'getAll', attachedTo, ...owner() });
		const attachmentId = String(list[0]?.json._id);
		sandbox.faults.failNext({ status: 404, body: { type: 'NotFound', message: 'Action not found' }, match: (_method, request) => request.startsWith('/api/v1/attachment/') });
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'download', attachedTo, ...owner(), attachmentId });
		expect(error).toBeUndefined();
		expect(await texts(items)).toEqual(['A']);
		expect(sandbox.requests.slice(start).map((request) => request.path)).toEqual([
			`/api/v1/attachment/${encodeURIComponent(attachmentId)}/download`,
			`/api/v1${path().replace('~', '%7E')}/attachment/${encodeURIComponent(attachmentId)}/download`.replaceAll('%7E', '~'),
		]);
	});

	it('gets the file of an observable, plain or in an encrypted archive', async () => {
		const form = new FormData();
		form.append('_json', JSON.stringify({ dataType: 'file' }));
		form.append('attachment', new File(['MZ…'], 'evil.exe'));
		const [observable] = (await analyst.post(`/case/${caseId}/observable`, form)).rows;
		const observableId = String(observable?._id);
		const plain = await run({ operation: 'download', attachedTo: 'observable', observableId });
		expect(plain.error).toBeUndefined();
		expect(await texts(plain.items)).toEqual(['MZ…']);
		expect(plain.items[0]?.json._id).toBe(observableId);
		const zip = await run({ operation: 'download', attachedTo: 'observable', observableId, downloadAs: 'zip' });
		expect(zip.items[0]?.binary?.data).toMatchObject({ fileName: 'evil.exe.zip', mimeType: 'application/zip' });
		expect((await storage.read(zip.items[0]?.binary?.data)).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
		const value = (await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: '203.0.113.7' })).rows[0];
		const none = await run({ operation: 'download', attachedTo: 'observable', observableId: String(value?._id) });
		expect(none.error?.message).toBe(`The observable ${String(value?._id)} has no file: it is of type 'ip' [item 0]`);
	});

	it('has a route for one attachment by its id, as older AI agents run it', async () => {
		const [attachment] = await attach(`/case/${caseId}/attachments`, { 'a.txt': 'A' });
		const parameters = { operation: 'download', attachedTo: 'anything', attachmentId: String(attachment?._id) };
		const { items, error } = await run(parameters, { routedOnly: true });
		expect(error).toBeUndefined();
		expect(await texts(items)).toEqual(['A']);
		expect(items[0]?.json).toEqual({ name: 'a.txt', contentType: 'application/octet-stream', size: 1 });
		const unknown = await run({ ...parameters, attachmentId: '~999999' }, { routedOnly: true });
		expect(unknown.error?.message).toBe('NotFoundError: Attachment ~999999 not found [item 0]');
	});

	it('refuses an output field without a name before anything is sent', async () => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'download', attachedTo: 'anything', attachmentId: '~1', outputDataFieldName: '={{ $json.none }}' });
		expect(error?.message).toBe("'Output Data Field Name' is empty [item 0]");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('gives TheHive\'s words for an unknown attachment, keeping nothing', async () => {
		const before = storage.files();
		const { error } = await run({ operation: 'download', attachedTo: 'anything', attachmentId: '~999999' });
		expect(error?.message).toBe('NotFoundError: Attachment ~999999 not found [item 0]');
		const empty = await run({ operation: 'download', attachedTo: 'anything', attachmentId: '={{ $json.none }}' });
		expect(empty.error?.message).toBe("'Attachment' is empty [item 0]");
		expect(storage.files()).toEqual(before);
	});
});

describe('Download All', () => {
	it('gives an item for each file, or one item with all', async () => {
		await attach(`/case/${caseId}/attachments`, { 'a.txt': 'A', 'b.txt': 'B', 'c.txt': 'C' });
		const parameters = { operation: 'downloadAll', attachedTo: 'case', caseId };
		const { items, error } = await run(parameters);
		expect(error).toBeUndefined();
		expect(await texts(items)).toEqual(['A', 'B', 'C']);
		expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual(['a.txt', 'b.txt', 'c.txt'].map((name) => [name, { item: 0 }]));
		const together = await run({ ...parameters, outputAs: 'oneItem' });
		expect(together.items).toHaveLength(1);
		expect(Object.keys(together.items[0]?.binary ?? {})).toEqual(['data_0', 'data_1', 'data_2']);
		expect(await texts(together.items, 'data_1')).toEqual(['B']);
	});

	it.each([
		['case', () => ({ caseId }), () => `/case/${caseId}`],
		['alert', () => ({ alertId }), () => `/alert/${alertId}`],
	])('gives the files of the observables of a %s as well, plain or in encrypted archives', async (attachedTo, owner, path) => {
		await attach(`${path()}/attachments`, { 'a.txt': 'A' });
		const form = new FormData();
		form.append('_json', JSON.stringify({ dataType: 'file' }));
		form.append('attachment', new File(['MZ…'], 'evil.exe'));
		const [observable] = (await analyst.post(`${path()}/observable`, form)).rows;
		await analyst.post(`${path()}/observable`, { dataType: 'ip', data: '203.0.113.7' });
		const parameters = { operation: 'downloadAll', attachedTo, ...owner(), includeObservableFiles: true };
		const { items, error } = await run(parameters);
		expect(error).toBeUndefined();
		expect(await texts(items)).toEqual(['A', 'MZ…']);
		expect(items.map(({ json, pairedItem }) => [json.name, json.observableId, pairedItem])).toEqual([
			['a.txt', undefined, { item: 0 }],
			['evil.exe', observable?._id, { item: 0 }],
		]);
		const zipped = await run({ ...parameters, downloadAs: 'zip', outputAs: 'oneItem' });
		expect(Object.values(zipped.items[0]?.binary ?? {}).map(({ fileName }) => fileName)).toEqual(['a.txt', 'evil.exe.zip']);
		const without = await run({ ...parameters, includeObservableFiles: false });
		expect(without.items.map(({ json }) => json.name)).toEqual(['a.txt']);
	});

	it('gives nothing for a record without attachments', async () => {
		const { items, error } = await run({ operation: 'downloadAll', attachedTo: 'alert', alertId });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it('tells when a file comes shorter than TheHive says', async () => {
		await attach(`/case/${caseId}/attachments`, { 'a.txt': 'complete' });
		sandbox.faults.failNext({ status: 200, body: 'compl', contentType: 'application/octet-stream', match: (_method, path) => path.includes('/download') });
		const { error } = await run({ operation: 'downloadAll', attachedTo: 'case', caseId });
		expect(error?.message).toBe('The file has 5 bytes, but TheHive says it has 8 [item 0]');
	});
});

describe('Delete', () => {
	it.each([
		['case', () => ({ caseId }), () => `/case/${caseId}`],
		['alert', () => ({ alertId }), () => `/alert/${alertId}`],
		['taskLog', () => ({ logId }), () => `/log/${logId}`],
		['knowledgeBase', () => ({}), () => ''],
	])('deletes an attachment of %s', async (attachedTo, owner, path) => {
		await attach(path() === '' ? '/attachment' : `${path()}/attachments`, { 'a.txt': 'A' });
		const { items: list } = await run({ operation: 'getAll', attachedTo, ...owner(), returnAll: true });
		const attachmentId = String(list.at(-1)?.json._id);
		const { items, error } = await run({ operation: 'delete', attachedTo, ...owner(), attachmentId });
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: { deleted: true, id: attachmentId }, pairedItem: { item: 0 } }]);
		const { items: rest } = await run({ operation: 'getAll', attachedTo, ...owner(), returnAll: true });
		expect(rest.map(({ json }) => json._id)).not.toContain(attachmentId);
	});

	it('refuses an empty id', async () => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'delete', attachedTo: 'case', caseId, attachmentId: '={{ $json.none }}' });
		expect(error?.message).toBe("'Attachment' is empty [item 0]");
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Set External', () => {
	it('shows or hides an attachment of a case and gives its record', async () => {
		const [attachment] = await attach(`/case/${caseId}/attachments`, { 'a.txt': 'A', 'b.txt': 'B' });
		const attachmentId = String(attachment?._id);
		const { items, error } = await run({ operation: 'setExternal', caseId, attachmentId, external: true });
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: expect.objectContaining({ ...attachment, external: true }), pairedItem: { item: 0 } }]);
		const hidden = await run({ operation: 'setExternal', caseId, attachmentId, external: false });
		expect(hidden.items[0]?.json.external).toBe(false);
	});
});

describe('the picker', () => {
	it('offers the attachments of the chosen record', async () => {
		await attach(`/case/${caseId}/attachments`, { 'report.txt': 'A', 'mail.txt': 'B' });
		const search = async (filter?: string) =>
			await listSearch.searchAttachments.call(
				editorContext(fixture.credential, { resource: 'attachment', operation: 'delete', attachedTo: 'case', caseId: { __rl: true, mode: 'id', value: caseId } }),
				filter,
			);
		expect((await search()).results.map(({ name }) => name.split(' ')[0]).sort()).toEqual(['mail.txt', 'report.txt']);
		expect((await search('rep')).results.map(({ name }) => name.split(' ')[0])).toEqual(['report.txt']);
	});
});
