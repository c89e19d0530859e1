import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import type { INodeParameters } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runNode } from './harness/runNode.mts';
import type { Sandbox } from './sandbox/sandbox.mts';
import { startSandbox } from './sandbox/sandbox.mts';
import { SEED_API_KEY, SEED_LOGIN, SEED_PASSWORD } from './sandbox/seed.mts';

/** What holds for every request: limit, retry, errors in words, sign-in, TLS. */

let sandbox: Sandbox;
let credential: { url: string; apiKey: string };
let alertIds: string[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc' });
	credential = { url: sandbox.url, apiKey: SEED_API_KEY };
	const { items } = await runNode({ credential, parameters: { resource: 'alert', operation: 'getAll', limit: 200 } });
	alertIds = items.map(({ json }) => String(json._id));
});
afterEach(() => {
	sandbox.faults.reset();
	sandbox.resetJournal();
});
afterAll(async () => await sandbox.close());

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const getAlert: INodeParameters = { resource: 'alert', operation: 'get', alertId: byId('={{ $json.id }}'), simple: false };

describe('200 items', () => {
	const input = () => alertIds.map((id, index) => ({ id: index === 77 ? '~999999999' : id }));

	it('are worked on with at most eight requests in flight, and one that fails leaves 199', async () => {
		sandbox.faults.latencyMs = 40;
		const { items, error } = await runNode({ credential, parameters: getAlert, input: input(), onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(200);
		expect(sandbox.maxInFlight).toBe(8);
		const failed = items.filter(({ json }) => 'error' in json);
		expect(failed).toEqual([
			{
				json: {
					error: expect.stringMatching(/^NotFoundError: .*999999999.* \[item 77\]$/),
					details: expect.objectContaining({ type: 'NotFoundError', status: 404, item: 77, advice: expect.stringContaining('an alert is no case') }),
				},
				pairedItem: { item: 77 },
			},
		]);
		items.forEach(({ json, pairedItem }, index) => {
			expect(pairedItem).toEqual({ item: index });
			if (index !== 77) expect(json._id).toBe(alertIds[index]);
		});
	});

	it('go by the limit of the node', async () => {
		sandbox.faults.latencyMs = 40;
		await runNode({ credential, parameters: { ...getAlert, requestSettings: { concurrency: 3 } }, input: alertIds.map((id) => ({ id })) });
		expect(sandbox.maxInFlight).toBe(3);
	});

	it('go to the error output with what they came with', async () => {
		const { items, errorItems } = await runNode({ credential, parameters: getAlert, input: input(), onError: 'continueErrorOutput' });
		expect(items).toHaveLength(199);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0]?.json).toMatchObject({ id: '~999999999', error: expect.stringContaining('NotFoundError') });
		expect(errorItems[0]?.pairedItem).toEqual({ item: 77 });
	});

	it('end with the first that fails: the rest is not sent', async () => {
		sandbox.faults.latencyMs = 5;
		const { items, error } = await runNode({ credential, parameters: getAlert, input: input() });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^NotFoundError: .* \[item 77\]$/);
		expect(sandbox.requests.length).toBeLessThan(100);
	});
});

describe('a request that fails', () => {
	const run = async (parameters: INodeParameters = getAlert) => await runNode({ credential, parameters, input: [{ id: alertIds[0] ?? '' }] });
	const createAlert: INodeParameters = {
		resource: 'alert',
		operation: 'create',
		title: 'Retry',
		description: 'once',
		type: 'test',
		source: 'vitest',
		sourceRef: '={{ $json.id }}',
	};

	it('by a busy server is tried again, after what the server asks for', async () => {
		sandbox.faults.failNext({ status: 429, headers: { 'retry-after': '1' }, times: 1 });
		const started = Date.now();
		const { items, error } = await run();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(Date.now() - started).toBeGreaterThanOrEqual(990);
		expect(sandbox.requests.map(({ status }) => status)).toEqual([429, 200]);
	});

	it.each([502, 503, 504])('with %i is tried three more times, then told in words', async (status) => {
		sandbox.faults.failNext({ status, body: '<html><head><title>Bad day</title></head></html>', contentType: 'text/html', times: 4 });
		const { error } = await run();
		expect(sandbox.requests).toHaveLength(4);
		expect(error).toMatchObject({
			message: `Status ${status} from a server that did not answer as TheHive does: Bad day [item 0]`,
			description: expect.stringContaining('A proxy before TheHive'),
			httpCode: String(status),
		});
	});

	it('with 500 is not tried again', async () => {
		sandbox.faults.failNext({ status: 500, body: { type: 'InternalError', message: 'Out of luck' } });
		const { error } = await run();
		expect(sandbox.requests).toHaveLength(1);
		expect(error?.message).toBe('InternalError: Out of luck [item 0]');
	});

	it('by an empty answer is told apart', async () => {
		sandbox.faults.failNext({ status: 413, body: '', contentType: 'text/plain' });
		const { error } = await run();
		expect(error?.message).toBe('Status 413 with an empty answer [item 0]');
		expect(error?.description).toContain('larger than TheHive or the proxy before it accepts');
	});

	it('by a cut connection is tried again when it reads', async () => {
		sandbox.faults.failNext({ mode: 'reset-before', times: 2 });
		const { items, error } = await run();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	it('by a cut connection is not tried again when it creates: the outcome is unknown', async () => {
		sandbox.faults.failNext({ mode: 'reset-after' });
		const { error } = await run({ resource: 'case', operation: 'create', title: 'Cut', description: 'once' });
		expect([...sandbox.store.table('case').all()].filter(({ title }) => title === 'Cut')).toHaveLength(1);
		expect(error?.message).toContain('The connection to TheHive was cut');
		expect(error?.description).toContain('It is unknown whether TheHive carried the request out');
	});

	it('by a cut connection is tried again when it creates an alert: its key keeps it from being there twice', async () => {
		sandbox.faults.failNext({ mode: 'reset-after' });
		const { items, error } = await run({ ...createAlert, sourceRef: 'cut' });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ _id: expect.stringMatching(/^~/), sourceRef: 'cut' });
		expect([...sandbox.store.table('alert').all()].filter(({ sourceRef }) => sourceRef === 'cut')).toHaveLength(1);
	});

	it("by TheHive's own rule says so in TheHive's words", async () => {
		await run({ ...createAlert, sourceRef: 'twice' });
		const { error } = await run({ ...createAlert, sourceRef: 'twice' });
		expect(error?.message).toMatch(/^CreateError: .*already exist/);
		expect(error?.description).toContain('A record with the same key exists');
	});
});

describe('sign-in', () => {
	const current: INodeParameters = { resource: 'alert', operation: 'getAll', limit: 1 };

	it('with a wrong API key says what to check, without the key', async () => {
		const { error } = await runNode({ credential: { ...credential, apiKey: 'wrong-key-of-thirty-two-characters' }, parameters: current });
		expect(error).toMatchObject({ message: expect.stringMatching(/^AuthenticationError: /), description: expect.stringContaining('Check the API key'), httpCode: '401' });
		expect(JSON.stringify(error, Object.getOwnPropertyNames(error ?? {}))).not.toContain('wrong-key');
	});

	it('with login and password works', async () => {
		const { items } = await runNode({
			credential: { url: sandbox.url, authentication: 'basicAuth', login: SEED_LOGIN, password: SEED_PASSWORD },
			parameters: current,
		});
		expect(items).toHaveLength(1);
	});

	it('into an organisation the user is no member of is refused in words', async () => {
		const { error } = await runNode({ credential, parameters: { ...current, requestSettings: { organisation: 'elsewhere' } } });
		expect(error?.httpCode).toMatch(/40[13]/);
		expect(error?.message).toMatch(/^A\w+Error: /);
	});

	it('at an address where nobody listens is told apart, and nothing of the key is told', async () => {
		const { error } = await runNode({ credential: { url: 'http://127.0.0.1:9', apiKey: 'secret-key' }, parameters: current });
		expect(error?.message).toBe('TheHive cannot be reached: the connection was refused (ECONNREFUSED) [item 0]');
		expect(error?.description).toContain('Check the URL in the credential');
		expect(JSON.stringify(error, Object.getOwnPropertyNames(error ?? {}))).not.toContain('secret-key');
	});

	it('at an address that redirects names the right one', async () => {
		const proxy = Fastify();
		proxy.all('/*', async (_request, reply) => await reply.redirect('https://thehive.example.org/', 301));
		const url = await proxy.listen({ port: 0, host: '127.0.0.1' });
		const { error } = await runNode({ credential: { url, apiKey: 'k' }, parameters: current });
		await proxy.close();
		expect(error?.message).toBe('TheHive is not at this address: it redirects to https://thehive.example.org/ [item 0]');
	});

	it('below a path, with trailing slashes, works', async () => {
		const below = await startSandbox({ seed: 'soc', basePath: '/soc/thehive' });
		const { items } = await runNode({ credential: { url: `${below.url}//`, apiKey: SEED_API_KEY }, parameters: current });
		await below.close();
		expect(items).toHaveLength(1);
	});
});

describe('a self-signed certificate', () => {
	const certificate = readFileSync(new URL('./n8n/tls/self-signed.crt.pem', import.meta.url), 'utf8');
	let secure: Sandbox;

	beforeAll(async () => {
		const key = readFileSync(new URL('./n8n/tls/self-signed.key.pem', import.meta.url));
		secure = await startSandbox({ seed: 'soc', tls: { key, cert: certificate } });
	});
	afterAll(async () => await secure.close());

	const run = async (options: { ignoreSslIssues?: boolean; customCa?: string }) =>
		await runNode({ credential: { url: secure.url, apiKey: SEED_API_KEY, ...options }, parameters: { resource: 'alert', operation: 'getAll', limit: 1 } });

	it('is refused in words', async () => {
		const { error } = await run({});
		expect(error?.message).toMatch(/^The certificate of TheHive is self-signed/);
		expect(error?.description).toContain('Ignore SSL Issues');
	});

	it('is accepted where SSL issues are ignored', async () => expect((await run({ ignoreSslIssues: true })).items).toHaveLength(1));

	it('is accepted where it is named as authority', async () => {
		expect((await run({ customCa: certificate })).items).toHaveLength(1);
	});
});
