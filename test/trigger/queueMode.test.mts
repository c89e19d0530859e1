import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector } from '../faults/collector.mts';
import type { Collector } from '../faults/collector.mts';
import { lostEvents } from '../faults/delivered.mts';
import type { DeliveredEvent, Lost } from '../faults/delivered.mts';
import { EVENTS, Writer } from '../faults/writer.mts';
import type { Workflow } from '../n8n/client.mts';
import { queueModeMissing, startQueueMode } from '../n8n/queueMode.mts';
import { realN8n } from '../n8n/realN8n.mts';
import { triggerWorkflow } from '../n8n/workflows.mts';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';

const ROUNDS = 4;
const PAUSE_MS = 100;
/** What is missing may take so long to come (ms): a look at what the index shows late, a worker that is slow. */
const SETTLING_MS = 90_000;
const WORKER_STARTED = /Worker started execution/g;

if (queueModeMissing !== undefined) {
	it('needs Redis and PostgreSQL', ({ skip }) => skip(queueModeMissing));
} else {
	describeQueueMode();
}

function describeQueueMode(): void {
	const n8n = realN8n(async () => {}, startQueueMode);
	let sandbox: Sandbox;
	let collector: Collector;
	let writer: Writer;
	let workflow: Workflow;

	beforeAll(async () => {
		sandbox = await startSandbox({ journalLimit: 0 });
		collector = await startCollector();
	});
	afterAll(async () => {
		await collector.close();
		await sandbox.close();
	});

	async function write(rounds: number): Promise<void> {
		for (let round = 0; round < rounds; round++) {
			await writer.round();
			await sleep(PAUSE_MS);
		}
	}

	/** Runs that a kill found between the database and the queue: n8n has them, does not repeat them, and says so. */
	async function crashedRuns(): Promise<DeliveredEvent[]> {
		const { client } = n8n();
		const ids = await client.executions(workflow.id, 'crashed');
		const texts = await Promise.all(ids.map(async (id) => JSON.stringify((await client.execution(id)).data)));
		return texts.flatMap((text) => [.../"eventId":"([^"]+)"/g[Symbol.matchAll](text)].map(([, eventId = '']) => ({ eventId, id: '', updatedAt: 0 })));
	}

	/** Waits until everything that was written has been told, or for long enough. */
	async function settled(): Promise<Lost> {
		const end = Date.now() + SETTLING_MS;
		for (;;) {
			const lost = lostEvents(writer, [...collector.events, ...(await crashedRuns())], (kind, id) => sandbox.store.table(kind).get(id)?._updatedAt);
			if ((lost.creations.length === 0 && lost.updates.length === 0) || Date.now() > end) return lost;
			await sleep(250);
		}
	}

	const startedTwice = () => collector.events.map(({ eventId }) => eventId).filter((id, index, ids) => ids.indexOf(id) !== index);
	const runsOfWorkers = () => n8n().workers.map((worker) => (worker.logs().match(WORKER_STARTED) ?? []).length);

	describe('The trigger in queue mode', () => {
		it('starts one run in the workers for each event, and none in the main process', { timeout: 180_000 }, async () => {
			const { client } = n8n();
			const { admin, analyst } = await setUpSoc(sandbox.url);
			const apiKey = await addServiceUser(admin);
			const credential = await client.saveCredential('TheHive', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey });
			workflow = await client.saveWorkflow(triggerWorkflow('Queue mode', { events: EVENTS }, credential, collector.node));
			await client.activate(workflow);
			writer = new Writer(analyst);
			await write(ROUNDS);
			expect(await settled()).toEqual({ creations: [], updates: [] });
			expect(startedTwice()).toEqual([]);
			expect(runsOfWorkers().reduce((sum, runs) => sum + runs, 0)).toBe(collector.events.length);
			for (const runs of runsOfWorkers()) expect(runs).toBeGreaterThan(0);
			expect(n8n().logs()).not.toMatch(WORKER_STARTED);
		});

		it('loses nothing and starts nothing twice when the main process is killed and started again', { timeout: 300_000 }, async () => {
			const writing = write(ROUNDS);
			await sleep(PAUSE_MS);
			await n8n().endMain('kill');
			await writing;
			await write(ROUNDS);
			await n8n().startMain();
			await write(ROUNDS);
			expect(await settled()).toEqual({ creations: [], updates: [] });
			expect(startedTwice()).toEqual([]);
		});
	});
}
