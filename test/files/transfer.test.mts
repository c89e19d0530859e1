import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';
import { runNode } from '../harness/runNode.mts';
import type { NodeRunOptions } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let storage: BinaryStorage;
let caseId: string;

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startSoc('attachment');
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

beforeEach(async () => {
	caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: '' })).id;
});

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

const itemWith = async (content: Buffer | string, fileName?: string, mimeType?: string): Promise<INodeExecutionData> => ({
	json: {},
	binary: { data: await storage.store(content, fileName, mimeType) },
});

const add = async (input: INodeExecutionData[], options: Partial<NodeRunOptions> = {}) =>
	await runNode({
		credential: fixture.credential,
		parameters: { resource: 'attachment', operation: 'add', attachedTo: 'case', caseId, inputFiles: 'all' },
		input,
		...options,
	});

const download = async (attachmentId: string, options: Partial<NodeRunOptions> = {}) =>
	await runNode({
		credential: fixture.credential,
		parameters: { resource: 'attachment', operation: 'download', attachedTo: 'anything', attachmentId },
		...options,
	});

const attachedCount = async () => (await fixture.analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'attachments' })).rows.length;

/** How many files this process has open, where the system tells (Linux). */
const openFiles = () => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);

/** Where n8n keeps the files of the tests' workflow. */
const IN_STORAGE = /^workflows\/test\/executions\/1\/binary_data\/[\w-]+$/;

describe('names', () => {
	it.each([
		['quotes', 'say "hello" and \'bye\'.txt', 'say _22hello_22 and \'bye\'.txt'],
		['slashes', 'a/b\\c.txt', 'c.txt'],
		['a way out', '../../../../tmp/evil.txt', 'evil.txt'],
		['dots', '..', 'data'],
		['emoji', '💀 evidence.txt', '💀 evidence.txt'],
		['right-to-left', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
		['300 characters', `${'n'.repeat(300)}.txt`, `${'n'.repeat(251)}.txt`],
		['300 characters of three bytes', `${'文'.repeat(300)}.txt`, `${'文'.repeat(83)}.txt`],
		['none', '', 'data'],
	])('with %s go up and come down safe', async (_what, fileName, safe) => {
		const content = randomBytes(64);
		const { items, error } = await add([await itemWith(content, fileName)]);
		expect(error).toBeUndefined();
		const { items: back, error: failed } = await download(String(items[0]?.json._id));
		expect(failed).toBeUndefined();
		const file = back[0]?.binary?.data;
		expect(file?.fileName?.replace('%22', '_22').replace('%22', '_22')).toBe(safe);
		expect(sha256(await storage.read(file))).toBe(sha256(content));
	});

	it('of a hostile server never lead out of n8n\'s storage', async () => {
		const hostile = await startServer((_request, response) => {
			response.writeHead(200, { 'content-disposition': 'attachment; filename="../../../../../../tmp/thehive-escape.txt"', 'content-type': 'text/html; <script>' });
			response.end('out');
		});
		const { items, error } = await download('~1', { credential: { url: hostile.url } });
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject({ fileName: '_.._.._.._.._.._tmp_thehive-escape.txt', mimeType: 'text/html', bytes: 3 });
		expect(existsSync('/tmp/thehive-escape.txt')).toBe(false);
		const file = items[0]?.binary?.data;
		expect(file && path.relative(storage.folder, storage.pathOf(file))).toMatch(IN_STORAGE);
	});

	it('of any kind stay plain names, and their files in n8n\'s storage', async () => {
		let given = '';
		const server = await startServer((_request, response) => {
			response.writeHead(200, { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(given)}`, 'content-type': 'application/octet-stream' });
			response.end('out');
		});
		const ways = fc.array(fc.constantFrom('..', '/', '\\', '.', '~', 'etc', 'C:', '\0', '%2e%2e%2f', '\u202E', ' '), { maxLength: 30 }).map((parts) => parts.join(''));
		await fc.assert(
			fc.asyncProperty(fc.oneof(ways, fc.string({ unit: 'binary', maxLength: 300 })), async (name) => {
				given = Buffer.from(name).toString();
				const known = storage.files();
				const { items, error } = await download('~1', { credential: { url: server.url } });
				expect(error).toBeUndefined();
				const file = items[0]?.binary?.data;
				const fileName = file?.fileName ?? '';
				expect([path.posix.basename(fileName), path.win32.basename(fileName)]).toEqual([fileName, fileName]);
				expect(['', '.', '..']).not.toContain(fileName);
				expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
				const added = storage.files().filter((each) => !known.includes(each));
				expect(added).toEqual([expect.stringMatching(IN_STORAGE)]);
				expect(file && storage.pathOf(file)).toBe(path.join(storage.folder, added[0] ?? ''));
			}),
			{ numRuns: 50 },
		);
	});
});

describe('contents', () => {
	it.each([
		['empty', 0],
		['of one byte', 1],
		['of exactly one chunk', 1024 * 1024],
		['of several chunks', 5_000_001],
	])('%s come back as they went', async (_what, size) => {
		const content = randomBytes(size);
		const { items, error } = await add([await itemWith(content, 'x.bin')]);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ size, id: sha256(content) });
		const { items: back } = await download(String(items[0]?.json._id));
		expect(back[0]?.json.size).toBe(size);
		expect(sha256(await storage.read(back[0]?.binary?.data))).toBe(sha256(content));
	});

	it('kept in memory by n8n are sent and fetched as well', async () => {
		const inMemory = await useBinaryStorage('memory');
		try {
			for (const size of [0, 1, 2, 3, 100_000]) {
				const content = randomBytes(size);
				const input: INodeExecutionData = { json: {}, binary: { data: await inMemory.store(content, 'x.bin') } };
				expect(input.binary?.data?.id).toBeUndefined();
				const { items, error } = await add([input]);
				expect(error).toBeUndefined();
				expect(items[0]?.json).toMatchObject({ size, id: sha256(content) });
				const { items: back } = await download(String(items[0]?.json._id));
				expect(back[0]?.binary?.data?.id).toBeUndefined();
				expect(sha256(await inMemory.read(back[0]?.binary?.data))).toBe(sha256(content));
			}
		} finally {
			inMemory.remove();
			storage.remove();
			storage = await useBinaryStorage('filesystem');
		}
	});

	it('leave nothing in the folder for temporary files, nor where n8n runs', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'thehive-tmp-'));
		vi.stubEnv('TMPDIR', folder);
		try {
			const here = readdirSync('.');
			const { items } = await add([await itemWith(randomBytes(3_000_000), 'x.bin')]);
			const { error } = await download(String(items[0]?.json._id));
			expect(error).toBeUndefined();
			expect([readdirSync(folder), readdirSync('.')]).toEqual([[], here]);
		} finally {
			vi.unstubAllEnvs();
			rmSync(folder, { recursive: true });
		}
	});

	it('leave no file open and none behind but the downloaded ones', async () => {
		const before = openFiles();
		const known = storage.files();
		const { items } = await add(await Promise.all(Array.from({ length: 20 }, async () => await itemWith(randomBytes(100_000), 'x.bin'))));
		const sent = storage.files().length;
		for (const { json } of items) await download(String(json._id));
		expect(sent).toBe(known.length + 20);
		expect(storage.files().length).toBe(sent + 20);
		expect(openFiles()).toBeLessThan(before + 20);
	});
});

const servers: http.Server[] = [];

function urlOf(server: net.Server): string {
	const address: AddressInfo | string | null = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return `http://127.0.0.1:${address.port}`;
}

/** A server that misbehaves; counts what it is asked. */
async function startServer(answer: (request: http.IncomingMessage, response: http.ServerResponse, count: number) => void) {
	let count = 0;
	const server = http.createServer((request, response) => {
		count += 1;
		answer(request, response, count);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: urlOf(server),
		get count() {
			return count;
		},
	};
}

afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** A proxy such as nginx that refuses by the headers alone: answers, ends its side, and throws away what still comes. */
async function startLingeringProxy() {
	const page = '<html><head><title>413 Request Entity Too Large</title></head></html>';
	const server = net.createServer({ allowHalfOpen: true }, (socket) => {
		socket.on('error', () => socket.destroy());
		socket.once('data', () => {
			socket.end(`HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`);
			socket.resume();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: urlOf(server), close: () => server.close() };
}

const half = (response: http.ServerResponse) => {
	response.writeHead(200, { 'content-length': '1000000', 'content-disposition': 'attachment; filename="x.bin"' });
	response.write(Buffer.alloc(500_000));
	setTimeout(() => response.socket?.destroy(), 50);
};

describe('a download', () => {
	it('that is cut is tried again, and kept once', async () => {
		const before = storage.files().length;
		const server = await startServer((_request, response, count) => {
			if (count < 3) return half(response);
			response.writeHead(200, { 'content-disposition': 'attachment; filename="x.bin"' });
			response.end('whole');
		});
		const { items, error } = await download('~1', { credential: { url: server.url } });
		expect(error).toBeUndefined();
		expect((await storage.read(items[0]?.binary?.data)).toString()).toBe('whole');
		expect(server.count).toBe(3);
		expect(storage.files().length).toBe(before + 1);
	});

	it('that is cut every time is a clear error and leaves nothing', async () => {
		const before = storage.files();
		const server = await startServer((_request, response) => half(response));
		const { items, error } = await download('~1', { credential: { url: server.url } });
		expect(items).toEqual([]);
		expect(error?.message).toBe('The connection to TheHive was cut (ECONNRESET) [item 0]');
		expect(error?.description).toContain('GET /attachment/~1/download');
		expect(server.count).toBe(4);
		expect(storage.files()).toEqual(before);
	});

	it('tells the words of an error that comes as a stream, and of a page in place of the file', async () => {
		const refusing = await startServer((_request, response) => {
			response.writeHead(403, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ type: 'AuthorizationError', message: 'You may not' }));
		});
		expect((await download('~1', { credential: { url: refusing.url } })).error?.message).toBe('AuthorizationError: You may not [item 0]');
		const proxy = await startServer((_request, response) => {
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
			response.end('<html><title>Sign in</title></html>');
		});
		const before = storage.files();
		const page = await download('~1', { credential: { url: proxy.url } });
		expect(page.error?.message).toContain('TheHive was expected to answer with a file');
		expect(storage.files()).toEqual(before);
	});
});

describe('an upload', () => {
	const large = async () => await itemWith(randomBytes(20_000_000), 'large.bin');

	it('that is cut is sent once and tells that its fate is unknown, naming the file', async () => {
		const server = await startServer((request) => {
			request.once('data', () => request.socket.destroy());
		});
		const { error } = await add([await large()], { credential: { url: server.url } });
		expect(error?.message).toMatch(/^The connection to TheHive was cut \((?:ECONNRESET|EPIPE)\) \[item 0\]$/);
		expect(error?.description).toContain('It is unknown whether TheHive carried the request out');
		expect(error?.description).toContain("Files of this request: 'large.bin'");
		expect(server.count).toBe(1);
	});

	const refused = 'Status 413 from a server that did not answer as TheHive does: 413 Request Entity Too Large [item 0]';
	const advice = 'The data is larger than TheHive or the proxy before it accepts';

	it('too large for a proxy that reads it to the end tells so', async () => {
		const server = await startServer((request, response) => {
			request.resume().once('end', () => {
				response.writeHead(413, { 'content-type': 'text/html' });
				response.end('<html><head><title>413 Request Entity Too Large</title></head></html>');
			});
		});
		const { error } = await add([await large()], { credential: { url: server.url } });
		expect([error?.message, error?.description]).toEqual([refused, expect.stringContaining(advice)]);
		expect(server.count).toBe(1);
	});

	it('too large for a proxy that answers at once tells so', async () => {
		const proxy = await startLingeringProxy();
		const { error } = await add([await large()], { credential: { url: proxy.url } });
		proxy.close();
		expect([error?.message, error?.description]).toEqual([refused, expect.stringContaining(advice)]);
	});

	it('too large for a proxy that answers at once and cuts the connection tells so, or that this is possible', async () => {
		const server = await startServer((_request, response) => {
			response.writeHead(413, { 'content-type': 'text/html', connection: 'close' });
			response.end('<html><head><title>413 Request Entity Too Large</title></head></html>');
		});
		const { error } = await add([await large()], { credential: { url: server.url } });
		expect(server.count).toBe(1);
		expect([
			[refused, advice],
			['The connection to TheHive was cut', 'A proxy that limits the size of requests may also cut the connection'],
		]).toContainEqual([
			error?.message.startsWith('The connection') ? 'The connection to TheHive was cut' : error?.message,
			[advice, 'A proxy that limits the size of requests may also cut the connection'].find((words) => error?.description?.includes(words)),
		]);
	});

	it('that the server asks to slow down is sent again in full', async () => {
		const content = randomBytes(3_000_000);
		const bodies: number[] = [];
		const server = await startServer((request, response, count) => {
			let size = 0;
			request.on('data', (chunk: Buffer) => (size += chunk.length));
			request.on('end', () => {
				bodies.push(size);
				response.writeHead(count === 1 ? 429 : 201, { 'content-type': 'application/json', 'retry-after': '0' });
				response.end(count === 1 ? '{}' : JSON.stringify({ attachments: [{ _id: '~1', name: 'x' }] }));
			});
		});
		const { items, error } = await add([await itemWith(content, 'x.bin')], { credential: { url: server.url } });
		expect(error).toBeUndefined();
		expect(items[0]?.json._id).toBe('~1');
		expect(bodies).toHaveLength(2);
		expect(bodies[0]).toBe(bodies[1]);
		expect(bodies[0]).toBeGreaterThan(3_000_000);
	});

	it('is not redirected, which would need the whole of it in memory', async () => {
		const server = await startServer((request, response) => {
			request.resume().once('end', () => {
				response.writeHead(307, { location: 'https://elsewhere.example/' });
				response.end();
			});
		});
		const { error } = await add([await itemWith('x', 'x.bin')], { credential: { url: server.url } });
		expect(error?.message).toContain('TheHive is not at this address: it redirects to https://elsewhere.example/');
		expect(server.count).toBe(1);
	});

	it('of a file that n8n has lost is refused before anything is sent', async () => {
		const input = await large();
		const file = input.binary?.data;
		if (!file) throw new Error('no file');
		rmSync(storage.pathOf(file));
		rmSync(`${storage.pathOf(file)}.metadata`);
		const start = fixture.sandbox.requests.length;
		const { error } = await add([input]);
		expect(error?.message).toMatch(/^'data' has no file in n8n's storage any more: .* \[item 0\]$/);
		expect(fixture.sandbox.requests.slice(start)).toEqual([]);
	});

	it('of a file that disappears or shrinks on the way is broken off, and TheHive keeps nothing of it', async () => {
		for (const spoil of [(file: string) => rmSync(file), (file: string) => truncateSync(file, 1_000_000)]) {
			const other = await itemWith('first', 'first.bin');
			const input = await large();
			const file = input.binary?.data;
			if (!file) throw new Error('no file');
			spoil(storage.pathOf(file));
			const { error } = await add([{ json: {}, binary: { ...other.binary, second: file } }]);
			expect(error?.message).toMatch(/^The file 'large\.bin' of field 'second' cannot be read from n8n's storage: .* \[item 0\]$/);
			expect(error?.description).toContain("TheHive took none of its files: 'first.bin', 'large.bin'");
			expect(await attachedCount()).toBe(0);
		}
	});

	it('lets the items with whole files go on beside a lost one', async () => {
		const lost = await itemWith('lost', 'lost.bin');
		const file = lost.binary?.data;
		if (!file) throw new Error('no file');
		rmSync(storage.pathOf(file));
		const { items } = await add([await itemWith('a', 'a.bin'), lost, await itemWith('b', 'b.bin')], { onError: 'continueRegularOutput' });
		expect(items.map(({ json, pairedItem }) => [json.name ?? 'error', pairedItem])).toEqual([
			['a.bin', { item: 0 }],
			['error', { item: 1 }],
			['b.bin', { item: 2 }],
		]);
		expect(await attachedCount()).toBe(2);
	});
});
