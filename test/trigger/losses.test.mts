import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import type { Soc } from '../sandbox/client.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { TriggerHost } from './runTrigger.mts';

let sandbox: Sandbox;
let soc: Soc;
let apiKey: string;

beforeAll(async () => {
	sandbox = await startSandbox({ stream: { refreshMs: 1_000 } });
	soc = await setUpSoc(sandbox.url);
	apiKey = await addServiceUser(soc.admin);
});

afterAll(async () => await sandbox.close());

async function eventually(isSo: () => boolean): Promise<boolean> {
	for (const end = Date.now() + 8_000; Date.now() < end; await sleep(50)) if (isSo()) return true;
	return false;
}

/** A proxy before the sandbox whose clock is wrong by so much (ms): it writes the time of its own into each answer, as nginx does. */
async function proxyWithClock(skewMs: number) {
	const target = new URL(sandbox.url);
	const server = createServer((incoming, answer) => {
		const { url, method, headers } = incoming;
		const outgoing = request({ host: target.hostname, port: target.port, path: url, method, headers }, (answered) => {
			answer.writeHead(answered.statusCode ?? 500, { ...answered.headers, date: new Date(Date.now() + skewMs).toUTCString() });
			answered.pipe(answer);
		});
		outgoing.on('error', () => answer.destroy());
		incoming.pipe(outgoing);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

let number = 0;
const newAlert = async (severity: number) => (await soc.analyst.post('/alert', { type: 'test', source: 'losses', sourceRef: String(++number), title: 'Alert', description: 'd', severity })).id;

it.each([11, -11])('a proxy whose clock is wrong by %i minutes hides nothing from a filter', async (minutes) => {
	const proxy = await proxyWithClock(minutes * 60_000);
	const host = new TriggerHost({ credential: { url: proxy.url, apiKey }, parameters: { events: ['alert.created'], filterJson: '{"_gte":{"_field":"severity","_value":3}}' } });
	await host.start();
	// looks that find nothing move on to what was written meanwhile, and no further
	for (let round = 0; round < 3; round++) {
		await newAlert(1);
		await sleep(700);
	}
	const id = await newAlert(4);
	expect(await eventually(() => host.items.length > 0)).toBe(true);
	expect(host.items.map(({ object }) => object)).toMatchObject([{ id }]);
	await host.stop();
	proxy.close();
});

it('a merge of cases is told beside a filter, and the new case as created only where it meets the filter', async () => {
	const [one, two] = [await soc.analyst.post('/case', { title: 'One', description: 'd', severity: 1 }), await soc.analyst.post('/case', { title: 'Two', description: 'd', severity: 1 })];
	const host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events: ['case.created', 'case.merged'], resource: 'case', filterJson: '{"_gte":{"_field":"severity","_value":3}}' } });
	await host.start();
	await sleep(500);
	const merged = (await soc.analyst.post(`/case/_merge/${one.id},${two.id}`)).id;
	expect(await eventually(() => host.items.length > 0)).toBe(true);
	await sleep(1_500);
	expect(host.items).toMatchObject([{ events: ['case.merged'], object: { kind: 'case', id: merged } }]);
	await host.stop();
});

it.each(['each', 'batch'])('a deletion is told though what shall be included cannot be read (%s)', async (deliver) => {
	const { id: caseId } = await soc.analyst.post('/case', { title: 'Case', description: 'd' });
	const task = (await soc.analyst.post(`/case/${caseId}/task`, { title: 'Isolate' })).id;
	const host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events: ['task.deleted'], deliver, options: { includeParent: true } } });
	await host.start();
	await sleep(500);
	sandbox.faults.failNext({ status: 500, times: 5, match: (method, path) => method === 'GET' && path.includes('/case/') });
	await soc.analyst.delete(`/task/${task}`);
	expect(await eventually(() => host.items.length > 0)).toBe(true);
	await sleep(1_500);
	expect(host.items).toMatchObject([{ event: 'task.deleted', object: { id: task }, parent: { kind: 'case', id: caseId } }]);
	sandbox.faults.reset();
	await host.stop();
});
