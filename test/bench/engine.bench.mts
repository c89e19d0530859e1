/**
 * What n8n's engine costs per input item: the real n8n with its default expression engine, ids and fields given by
 * expressions, against a sandbox without latency. `node test/bench/engine.bench.mts`, after `npm test` has installed n8n.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { packPackage } from '../commands/build.mts';
import { durationOf, errorOf } from '../n8n/executions.mts';
import { startN8n } from '../n8n/host.mts';
import { TEST_PACKAGE } from '../n8n/testPackage.mts';
import { MANUAL, THE_HIVE, theHiveWorkflow } from '../n8n/workflows.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';

const ITEMS = 500;
const RUNS = 5;

const sandbox = await startSandbox({ seed: 'soc', journalLimit: 0 });
const folder = await mkdtemp(join(tmpdir(), 'bench-n8n-'));
const n8n = await startN8n({ folder, tarball: await packPackage(TEST_PACKAGE) });

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const [alert] = sandbox.store.table('alert').all();
const [task] = sandbox.store.table('task').all();
const [theCase] = sandbox.store.table('case').all();
const value = `={{ $json.number + ' ' + $json.text }}`;

const operations: Record<string, INodeParameters> = {
	'Alert → Get': { resource: 'alert', operation: 'get', alertId: byId(`={{ $json.alertId }}`) },
	'Alert → Update, all different': { resource: 'alert', operation: 'update', alertId: byId(`={{ $json.alertId }}`), alertUpdateFields: { title: value, summary: value } },
	'Observable → Create': { resource: 'observable', operation: 'create', parent: 'case', caseId: byId(`={{ $json.caseId }}`), dataType: `={{ 'other' }}`, data: value },
	'Task → Get': { resource: 'task', operation: 'get', taskId: byId(`={{ $json.taskId }}`) },
};

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

try {
	const credential = await n8n.client.saveCredential('TheHive', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
	const rows: Array<Record<string, string>> = [];
	for (const [name, parameters] of Object.entries(operations)) {
		const workflow = theHiveWorkflow(name, parameters, credential);
		const code = `return Array.from({ length: ${ITEMS} }, (_, number) => ({ json: { number, text: 'run ' + Math.random(), alertId: '${alert?._id}', caseId: '${theCase?._id}', taskId: '${task?._id}' } }))`;
		workflow.nodes.push({ id: randomUUID(), name: 'Items', type: 'n8n-nodes-base.code', typeVersion: 2, position: [100, 0], parameters: { jsCode: code } });
		workflow.connections = {
			[MANUAL]: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: THE_HIVE, type: 'main', index: 0 }]] },
		};
		const { id } = await n8n.client.saveWorkflow(workflow);
		const durations: number[] = [];
		for (let run = 0; run < RUNS; run++) {
			const execution = await n8n.client.run(id, MANUAL, 300_000);
			const error = errorOf(execution, THE_HIVE);
			if (error) throw new Error(`${name}: ${error.message}`);
			durations.push(durationOf(execution, THE_HIVE) / ITEMS);
		}
		rows.push({ operation: name, 'ms per item (median)': median(durations).toFixed(2), best: Math.min(...durations).toFixed(2) });
	}
	console.table(rows);
} finally {
	await n8n.stop();
	await sandbox.close();
	await rm(folder, { recursive: true, force: true });
}
