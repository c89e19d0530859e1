import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from './sandbox.mts';
import { Client, setUpSoc } from './client.mts';

const sandbox = await startSandbox();
const { analyst } = await setUpSoc(sandbox.url);

let count = 0;
const body = () => {
	count += 1;
	return { type: 't', source: 's', sourceRef: `r-${count}`, title: 'A', description: 'd' };
};
const alerts = () => sandbox.store.table('alert').size;
const isAlert = (_method: string, path: string) => path === '/api/v1/alert';

describe('faults', () => {
	afterEach(() => sandbox.faults.reset());

	it('answers what is planned, so many times, where it matches', async () => {
		sandbox.faults.failNext({ status: 429, headers: { 'retry-after': '1' }, times: 2, match: isAlert });
		expect((await analyst.get('/status')).status).toBe(200);
		const first = await analyst.post('/alert', body());
		expect([first.status, first.headers.get('retry-after'), first.object['type']]).toEqual([429, '1', 'InternalError']);
		expect((await analyst.post('/alert', body())).status).toBe(429);
		expect((await analyst.post('/alert', body())).status).toBe(201);
	});

	it('answers like a proxy', async () => {
		sandbox.faults.failNext({ status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' });
		const reply = await analyst.get('/status');
		expect([reply.status, reply.text]).toEqual([502, '<html>Bad gateway</html>']);
	});

	it('cuts the connection before it acts', async () => {
		const before = alerts();
		sandbox.faults.failNext({ mode: 'reset-before', match: isAlert });
		await expect(analyst.post('/alert', body())).rejects.toThrow();
		expect(alerts()).toBe(before);
	});

	it('acts and cuts the connection then', async () => {
		const before = alerts();
		sandbox.faults.failNext({ mode: 'reset-after', match: isAlert });
		await expect(analyst.post('/alert', body())).rejects.toThrow();
		expect(alerts()).toBe(before + 1);
	});

	it('hangs', async () => {
		sandbox.faults.failNext({ mode: 'hang' });
		await expect(analyst.send('GET', '/status', undefined, AbortSignal.timeout(100))).rejects.toThrow();
	});

	it('is slow', async () => {
		sandbox.faults.latencyMs = 80;
		const startedAt = performance.now();
		await analyst.get('/status');
		expect(performance.now() - startedAt).toBeGreaterThan(75);
	});

	it('shows changes to list queries late, and to get at once', async () => {
		sandbox.faults.indexDelayMs = 200;
		const { id } = await analyst.post('/alert', body());
		const listed = async () => (await analyst.query({ _name: 'listAlert' })).rows.filter(({ _id }) => _id === id);
		expect((await analyst.get(`/alert/${id}`)).status).toBe(200);
		expect(await listed()).toHaveLength(0);
		await sleep(250);
		expect(await listed()).toHaveLength(1);
		await analyst.patch(`/alert/${id}`, { title: 'B' });
		expect(await listed()).toMatchObject([{ title: 'A' }]);
		await sleep(250);
		expect(await listed()).toMatchObject([{ title: 'B' }]);
	});

	it('counts the delay of its index in real time, whatever its clock shows', async () => {
		const stopped = await startSandbox({ now: () => 1_700_000_000_000 });
		const client = (await setUpSoc(stopped.url)).analyst;
		stopped.faults.indexDelayMs = 100;
		const { id: early } = await client.post('/alert', body());
		stopped.faults.indexDelayMs = 60_000;
		const { id: late } = await client.post('/alert', body());
		stopped.faults.clockSkewMs = 3_600_000;
		const listed = async () => (await client.query({ _name: 'listAlert' })).rows.map(({ _id }) => _id);
		await expect.poll(listed).toContain(early);
		expect(await listed()).not.toContain(late);
		await stopped.close();
	});

	it('skews its clock, and commits with an old stamp', async () => {
		sandbox.faults.clockSkewMs = -3_600_000;
		const skewed = await analyst.post('/alert', body());
		expect(Number(skewed.object['_createdAt'])).toBeLessThan(Date.now() - 3_000_000);
		sandbox.faults.reset();
		sandbox.faults.nextStamp = 1_700_000_000_000;
		expect((await analyst.post('/alert', body())).object).toMatchObject({ _createdAt: 1_700_000_000_000 });
		expect(Number((await analyst.post('/alert', body())).object['_createdAt'])).toBeGreaterThan(1_780_000_000_000);
	});

	it('restarts on the same port, with its data, without sessions', async () => {
		const before = alerts();
		const restarted = sandbox.restart({ downMs: 100 });
		await sleep(30);
		await expect(analyst.get('/status')).rejects.toThrow();
		await restarted;
		expect((await analyst.query({ _name: 'listAlert' }, { _name: 'count' })).body).toBe(before);
	});

	it('keeps a journal without secrets, and the most requests at once', async () => {
		sandbox.resetJournal();
		sandbox.faults.latencyMs = 50;
		await Promise.all([1, 2, 3].map(() => analyst.get('/status?verbose=true')));
		sandbox.faults.reset();
		await analyst.post('/alert', body());
		expect(sandbox.maxInFlight).toBe(3);
		expect(sandbox.requests).toHaveLength(4);
		expect(sandbox.requests[0]).toMatchObject({ method: 'GET', path: '/api/v1/status?verbose=true', status: 200, headers: { authorization: '[redacted]' } });
		expect(sandbox.requests[3]).toMatchObject({ method: 'POST', requestType: 'application/json', requestBody: { type: 't' }, status: 201, responseType: 'application/json' });
		expect(sandbox.requests[3]?.responseBody).toMatchObject({ _type: 'Alert' });
		sandbox.resetJournal();
		expect(sandbox.requests).toHaveLength(0);
	});

	it('serves under a path', async () => {
		const nested = await startSandbox({ basePath: '/thehive' });
		expect(nested.url).toMatch(/\/thehive$/);
		expect((await Client.withLogin(nested.url, 'admin', 'secret').get('/user/current')).status).toBe(200);
		expect(nested.requests[0]?.path).toBe('/api/v1/user/current');
		await nested.close();
	});

	it('says that a port is taken, and closes', async () => {
		await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		await sandbox.close();
		await expect(analyst.get('/status')).rejects.toThrow();
	});
});
