import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../n8n/client.mts';
import { playbookNames } from '../n8n/playbooks.mts';
import { queueModeMissing, startQueueMode } from '../n8n/queueMode.mts';
import { realN8n } from '../n8n/realN8n.mts';
import { MANUAL, theHiveWorkflow } from '../n8n/workflows.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';
import { outcomeOf, runPlaybooksIn } from './playbookBed.mts';

/** All tests of the playbooks once more, in an n8n whose executions run in two workers. */

const WORKERS = 2;
const PER_WORKER = 3;
const WORKER_STARTED = /Worker started execution/g;

if (queueModeMissing !== undefined) {
	it('needs Redis and PostgreSQL', ({ skip }) => skip(queueModeMissing));
} else {
	await describeQueueMode();
}

async function describeQueueMode(): Promise<void> {
	const { n8n, folder } = queueMode();
	runPlaybooksIn(n8n);
	const own = (await playbookNames()).map((name) => `${name}.test.mts`);
	const files = (await readdir(import.meta.dirname)).filter((file) => own.includes(file));
	for (const file of [...files, '../n8n/playbooks.test.mts']) await import(/* @vite-ignore */ new URL(file, import.meta.url).href);

	describe('Queue mode', () => {
		const executionsOf = () => n8n().workers.map((worker) => (worker.logs().match(WORKER_STARTED) ?? []).length);

		it('has run the playbooks in all workers, with their files on the disk they share', async () => {
			for (const executions of executionsOf()) expect(executions).toBeGreaterThan(0);
			expect(n8n().logs()).not.toMatch(WORKER_STARTED);
			const kept = await readdir(join(folder(), 'files'), { recursive: true });
			expect(kept.some((path) => path.includes('binary_data/')), kept.join('\n')).toBe(true);
		});

		it('limits the requests in flight in each worker, not over all of them', async () => {
			const sandbox = await startSandbox({ seed: 'soc', latencyMs: 300 });
			const { client } = n8n();
			const credential: Credential = await client.saveCredential('Limits', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
			const workflow = theHiveWorkflow('Limits', { resource: 'user', operation: 'getCurrent', requestSettings: { concurrency: PER_WORKER } }, credential);
			const { id } = await client.saveWorkflow(workflow);

			const before = executionsOf();
			const runs = await Promise.all(Array.from({ length: 24 }, async () => await client.run(id, MANUAL)));
			expect(runs.map(outcomeOf)).toEqual(runs.map(() => 'success'));
			executionsOf().forEach((executions, index) => expect(executions).toBeGreaterThan((before[index] ?? 0) + PER_WORKER));
			expect(sandbox.maxInFlight).toBeGreaterThan(PER_WORKER);
			expect(sandbox.maxInFlight).toBeLessThanOrEqual(PER_WORKER * WORKERS);
			await sandbox.close();
		}, 90_000);
	});
}

function queueMode() {
	let folder = '';
	const n8n = realN8n(
		async () => {},
		async (options) => {
			folder = options.folder;
			return await startQueueMode({ ...options, workers: WORKERS });
		},
	);
	return { n8n, folder: () => folder };
}
