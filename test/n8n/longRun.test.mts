import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';
import { outputOf } from './executions.mts';
import { realN8n } from './realN8n.mts';
import { MANUAL, THE_HIVE, theHiveWorkflow } from './workflows.mts';

/** A bulk run of some seconds in a real n8n: what its log says, and what stopping the execution stops. */
describe('A long bulk run in a real n8n', async () => {
	const sandbox = await startSandbox({ seed: 'soc' });
	afterAll(async () => await sandbox.close());
	const n8n = realN8n();
	const ids = [...sandbox.store.table('alert').all()].filter(({ caseId }) => caseId === undefined).slice(0, 60).map(({ _id }) => _id);
	const changes = () => sandbox.requests.filter(({ method }) => method === 'PATCH').length;

	beforeEach(() => {
		sandbox.faults.reset();
		sandbox.resetJournal();
	});

	/** 60 requests, one after the other. */
	async function workflow(name: string, latencyMs: number) {
		const { client } = n8n();
		const credential = await client.saveCredential('TheHive', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
		sandbox.faults.latencyMs = latencyMs;
		return await client.saveWorkflow(
			theHiveWorkflow(
				name,
				{
					resource: 'alert',
					operation: 'updateMany',
					applyTo: 'list',
					recordIds: ids.join(','),
					alertUpdateFields: { addTags: name },
					bulkOptions: { chunkSize: 1 },
					requestSettings: { concurrency: 1 },
				},
				credential,
			),
		);
	}

	it('sends nothing more once the execution is stopped', async () => {
		const { client } = n8n();
		const { id } = await workflow('stopped', 200);
		const execution = await client.begin(id, MANUAL);
		await vi.waitUntil(() => changes() >= 2, { timeout: 20_000, interval: 10 });
		await client.stop(execution);
		const sent = changes();
		await sleep(2_000);
		expect(changes()).toBeLessThanOrEqual(sent + 1);
		expect(changes()).toBeLessThan(ids.length);
		expect((await client.finished(execution)).status).toBe('canceled');
		expect(n8n().logs()).toMatch(/TheHive: stopped\. Done: \d+\./);
	});

	it('tells in the log how far it has come', async () => {
		const { client } = n8n();
		const { id } = await workflow('told', 120);
		const execution = await client.run(id, MANUAL, 60_000);
		expect(outputOf(execution, THE_HIVE)).toHaveLength(ids.length);
		expect(n8n().logs()).toMatch(/TheHive: \d+ of 60 alerts updated after \d+ s/);
		expect(n8n().logs()).toMatch(/TheHive: 60 of 60 alerts updated after \d+ s/);
	});
});
