import { createServer, request as sendOn } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TheHive } from '../nodes/TheHive/TheHive.node';
import { runNode } from './harness/runNode.mts';
import type { Sandbox } from './sandbox/sandbox.mts';
import { startSandbox } from './sandbox/sandbox.mts';
import { SEED_API_KEY } from './sandbox/seed.mts';

/** "Request Options", which n8n adds to the node's settings: batching, TLS, proxy, timeout. */

let sandbox: Sandbox;
let credential: { url: string; apiKey: string };
let alertId = '';

/** A forward proxy, and what it was asked for. */
const asked: string[] = [];
const signIns = new Set<string | undefined>();
const proxy = createServer((incoming, outgoing) => {
	asked.push(`${incoming.method} ${new URL(incoming.url ?? '').pathname}`);
	signIns.add(incoming.headers['proxy-authorization']);
	const onward = sendOn(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(outgoing);
	});
	incoming.pipe(onward);
});

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc' });
	credential = { url: sandbox.url, apiKey: SEED_API_KEY };
	alertId = String([...sandbox.store.table('alert').all()][0]?._id);
	await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
});
afterEach(() => {
	sandbox.resetJournal();
	asked.length = 0;
	signIns.clear();
});
afterAll(async () => {
	await sandbox.close();
	await new Promise((closed) => proxy.close(closed));
});

const port = () => (proxy.address() as AddressInfo).port;
const getAlert = () => ({ resource: 'alert', operation: 'get', alertId: { __rl: true, mode: 'id', value: alertId } });

it('is n8n\'s own parameter: no other has its name, for n8n would show that in every operation', () => {
	expect(new TheHive().description.properties.filter(({ name }) => name === 'requestOptions')).toEqual([]);
});

describe('the proxy', () => {
	it.each([
		['a programmatic operation', false],
		['a routed one', true],
	])('is gone through by %s', async (_way, routedOnly) => {
		const { items, error } = await runNode({
			credential,
			parameters: { ...getAlert(), requestOptions: { proxy: `http://soc:s%C3%A9cret@127.0.0.1:${port()}` } },
			routedOnly,
		});
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { _id: alertId } }]);
		expect(asked).toEqual([`GET /api/v1/alert/${encodeURIComponent(alertId)}`]);
		if (!routedOnly) expect([...signIns]).toEqual([`Basic ${Buffer.from('soc:sécret').toString('base64')}`]);
	});

	it.each(['myproxy', 'socks5://127.0.0.1:1080', '127.0.0.1:3128'])('that is %s is refused before anything is sent', async (address) => {
		const { error } = await runNode({ credential, parameters: { ...getAlert(), requestOptions: { proxy: address } } });
		expect(error?.message).toMatch(/'Proxy' is no address such as http:\/\/proxy\.example\.org:3128/);
		expect(error?.message).toContain('item 0');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('batching', () => {
	const startsOf = async (batch: { batchSize: number; batchInterval: number }) => {
		const { items, error } = await runNode({ credential, parameters: { ...getAlert(), requestOptions: { batching: { batch } } }, input: [{}, {}, {}, {}, {}] });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		return sandbox.requests.map(({ startedAt }) => startedAt);
	};

	it('lets a batch begin an interval after the one before', async () => {
		const starts = await startsOf({ batchSize: 2, batchInterval: 200 });
		const [first = 0, , third = 0, , fifth = 0] = starts;
		// a timer may be a millisecond early; requests are only ever late
		expect(fifth - first).toBeGreaterThanOrEqual(350);
		expect(third).toBeGreaterThan(first);
	});

	it('is off with a size of -1', async () => {
		sandbox.faults.latencyMs = 50;
		await startsOf({ batchSize: -1, batchInterval: 60_000 });
		sandbox.faults.latencyMs = 0;
		expect(sandbox.maxInFlight).toBe(5);
	});
});
