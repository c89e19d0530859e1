/**
 * What one input item costs in the real n8n with its default expression engine: wall time, HTTP included, ids and fields
 * given by expressions, every item another record, against a sandbox without latency. Beside it, in the same run, what
 * n8n's own nodes take for the same request: HTTP Request and the bundled "TheHive 5".
 * `node test/bench/engine.bench.mts [part of an operation's name]`, after `npm test` has installed n8n.
 * Prints a table and writes `.state/bench/engine.json`.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { packPackage } from '../commands/build.mts';
import { STATE } from '../commands/project.mjs';
import type { Credential } from '../n8n/client.mts';
import { durationOf, errorOf } from '../n8n/executions.mts';
import { startN8n } from '../n8n/host.mts';
import { TEST_PACKAGE } from '../n8n/testPackage.mts';
import { MANUAL, THE_HIVE, theHiveWorkflow } from '../n8n/workflows.mts';
import { Client } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';

const ITEMS = 500;
const RUNS = 7;
const [, , only = ''] = process.argv;

const sandbox = await startSandbox({ seed: 'soc', journalLimit: 0 });
const analyst = Client.withKey(sandbox.url, SEED_API_KEY);
const folder = await mkdtemp(join(tmpdir(), 'bench-n8n-'));
const n8n = await startN8n({ folder, tarball: await packPackage(TEST_PACKAGE) });

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const title = `={{ $json.number + ' ' + $json.text }}`;

type Way = 'ours' | 'bundled' | 'http';
const NODES: Record<Way, { type: string; version: number }> = {
	ours: { type: 'n8n-nodes-thehive.theHive', version: 1 },
	bundled: { type: 'n8n-nodes-base.theHiveProject', version: 1 },
	http: { type: 'n8n-nodes-base.httpRequest', version: 4.2 },
};

/** n8n's HTTP Request node with our credential; it sends the items in batches as large as our limit. */
const request = (method: string, path: string, body?: INodeParameters): INodeParameters => ({
	method,
	url: `=${sandbox.url}/api/v1${path}`,
	authentication: 'predefinedCredentialType',
	nodeCredentialType: 'theHive5Api',
	...(body ? { sendBody: true, specifyBody: 'keypair', bodyParameters: { parameters: Object.entries(body).map(([name, value]) => ({ name, value })) } } : {}),
	options: { batching: { batch: { batchSize: 8, batchInterval: 0 } } },
});

const operations: Record<string, Record<Way, INodeParameters>> = {
	'Alert → Get': {
		ours: { resource: 'alert', operation: 'get', alertId: byId(`={{ $json.alertId }}`) },
		bundled: { resource: 'alert', operation: 'get', alertId: byId(`={{ $json.alertId }}`), includeSimilarAlerts: false, includeSimilarCases: false },
		http: request('GET', '/alert/{{ $json.alertId }}'),
	},
	'Alert → Update': {
		ours: { resource: 'alert', operation: 'update', alertId: byId(`={{ $json.alertId }}`), alertUpdateFields: { title, summary: title } },
		bundled: {
			resource: 'alert',
			operation: 'update',
			alertUpdateFields: { mappingMode: 'defineBelow', matchingColumns: ['id'], schema: [], value: { id: `={{ $json.alertId }}`, title, summary: title } },
		},
		http: request('PATCH', '/alert/{{ $json.alertId }}', { title, summary: title }),
	},
	'Observable → Create': {
		ours: { resource: 'observable', operation: 'create', parent: 'case', caseId: byId(`={{ $json.caseId }}`), dataType: `={{ 'other' }}`, data: title },
		bundled: {
			resource: 'observable',
			operation: 'create',
			createIn: 'case',
			id: byId(`={{ $json.caseId }}`),
			dataType: `={{ 'other' }}`,
			data: title,
			observableFields: { mappingMode: 'defineBelow', matchingColumns: [], schema: [], value: {} },
		},
		http: request('POST', '/case/{{ $json.caseId }}/observable', { dataType: `={{ 'other' }}`, data: title }),
	},
	'Task → Get': {
		ours: { resource: 'task', operation: 'get', taskId: byId(`={{ $json.taskId }}`) },
		bundled: { resource: 'task', operation: 'get', taskId: byId(`={{ $json.taskId }}`) },
		http: request('GET', '/task/{{ $json.taskId }}'),
	},
};

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The records of the input items: one alert and one task each, one case for all. */
async function records() {
	const caseId = (await analyst.post('/case', { title: 'Bench', description: 'd' })).id;
	const ids: Array<{ alertId: string; taskId: string; caseId: string }> = [];
	for (let number = 0; number < ITEMS; number++) {
		const alertId = (await analyst.post('/alert', { type: 'bench', source: 'bench', sourceRef: `${number}`, title: 'Suspicious sign-in', description: 'From a new country' })).id;
		const taskId = (await analyst.post(`/case/${caseId}/task`, { title: `Look at ${number}` })).id;
		ids.push({ alertId, taskId, caseId });
	}
	return ids;
}

try {
	const ours = await n8n.client.saveCredential('TheHive', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
	const bundled = await n8n.client.saveCredential('TheHive bundled', 'theHiveProjectApi', { url: sandbox.url, ApiKey: SEED_API_KEY });
	const credentials: Record<Way, Credential> = { ours, bundled, http: ours };
	const code = `return ${JSON.stringify(await records())}.map((ids, number) => ({ json: { ...ids, number, text: 'run ' + Math.random() } }))`;

	const prepare = async (name: string, way: Way, parameters: INodeParameters) => {
		const workflow = theHiveWorkflow(`${name} ${way}`, parameters, credentials[way]);
		for (const node of workflow.nodes.filter((each) => each.name === THE_HIVE)) {
			node.type = NODES[way].type;
			node.typeVersion = NODES[way].version;
		}
		workflow.nodes.push({ id: randomUUID(), name: 'Items', type: 'n8n-nodes-base.code', typeVersion: 2, position: [100, 0], parameters: { jsCode: code } });
		workflow.connections = {
			[MANUAL]: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: THE_HIVE, type: 'main', index: 0 }]] },
		};
		return { ...(await n8n.client.saveWorkflow(workflow)), way, durations: new Array<number>() };
	};

	const rows: Array<Record<string, string>> = [];
	for (const [name, ways] of Object.entries(operations).filter(([each]) => each.includes(only))) {
		const workflows = [await prepare(name, 'ours', ways.ours), await prepare(name, 'bundled', ways.bundled), await prepare(name, 'http', ways.http)];
		for (let run = 0; run < RUNS; run++) {
			for (const { id, way, durations } of workflows) {
				const execution = await n8n.client.run(id, MANUAL, 300_000);
				const error = errorOf(execution, THE_HIVE);
				if (error) throw new Error(`${name}, ${way}: ${error.message} ${error.description ?? ''}`);
				durations.push(durationOf(execution, THE_HIVE) / ITEMS);
			}
		}
		const [our, theirs, plain] = workflows.map(({ durations }) => durations);
		const cell = (durations: number[] = []) => `${median(durations).toFixed(2)} (best ${Math.min(...durations).toFixed(2)})`;
		rows.push({ operation: name, 'ms per item': cell(our), 'bundled TheHive 5': cell(theirs), 'HTTP Request': cell(plain) });
	}
	console.table(rows);
	await mkdir(join(STATE, 'bench'), { recursive: true });
	await writeFile(join(STATE, 'bench/engine.json'), JSON.stringify({ items: ITEMS, runs: RUNS, rows }, null, '\t'));
} finally {
	await n8n.stop();
	await sandbox.close();
	await rm(folder, { recursive: true, force: true });
}
