/**
 * Bulk work side by side with the node that n8n bundles: time, requests and memory, on n8n's engine against a sandbox
 * that takes 20 ms for an answer. `node test/bench/bulk.bench.mts [--quick] [few] [status] [observables] [upserts] [engine] [all]`, after `npm test` has installed n8n.
 * Prints a table and writes `.state/bench/bulk.json`.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { STATE } from '../commands/project.mjs';
import { HOST_FOLDER } from '../n8n/installHost.mts';
import type { RunAnswer, RunCommand } from './benchRun.mts';
import type { ServerAnswer, ServerCommand } from './benchServer.mts';

const quick = process.argv.includes('--quick');
/** Of so many runs the one with the median time counts; the bundled node's long runs are done once. */
const ROUNDS = quick ? 1 : 3;
const COUNT = quick ? 200 : 1000;
const UPSERTS = quick ? 400 : 2000;
const MANY = quick ? 5_000 : 50_000;
const LATENCY_MS = 20;

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const bundledNodes = process.env.BUNDLED_NODES ?? join(HOST_FOLDER, 'node_modules/n8n-nodes-base');
if (!existsSync(join(bundledNodes, 'dist'))) throw new Error(`n8n's bundled nodes are not installed in ${bundledNodes}: run npm test first`);

const results = join(STATE, 'bench');
await mkdir(results, { recursive: true });
const userFolder = await mkdtemp(join(tmpdir(), 'bench-bulk-'));
// within the project, so that n8n's parts are found from there
const runner = join(results, 'benchRun.cjs');
await build({ entryPoints: [here('benchRun.mts')], bundle: true, packages: 'external', platform: 'node', format: 'cjs', outfile: runner, logLevel: 'error' });

/** Sends a message to a child and waits for its answer. */
async function ask<Answer>(child: ChildProcess, message?: ServerCommand | RunCommand | 'go'): Promise<Answer> {
	return await new Promise((resolve, reject) => {
		const ended = (code: number | null) => reject(new Error(`The process ended with ${code}`));
		child.once('exit', ended);
		child.once('message', (answer) => {
			child.off('exit', ended);
			resolve(answer as Answer);
		});
		if (message) child.send(message === 'go' ? message : { ...message });
	});
}

const server = fork(here('benchServer.mts'), { execArgv: [] });
await ask(server);
const prepare = async (command: ServerCommand) => await ask<ServerAnswer>(server, command);
const [warmUp = ''] = (await prepare({ latencyMs: 0, alerts: 1 })).ids;

interface Measured extends RunAnswer {
	requests: number;
	maxInFlight: number;
}

interface Job {
	parameters: INodeParameters;
	input: IDataObject[];
	bundled?: boolean;
	memory?: boolean;
	latencyMs?: number;
}

/** Runs the node in a fresh process that has worked a little before. */
async function measure({ parameters, input, bundled, memory, latencyMs = LATENCY_MS }: Job, { url, key }: ServerAnswer): Promise<Measured> {
	const child = fork(runner, {
		execArgv: ['--expose-gc', '--max-old-space-size=4096'],
		env: { ...process.env, N8N_USER_FOLDER: userFolder, N8N_ENCRYPTION_KEY: 'bench', NO_PROXY: '127.0.0.1,localhost' },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	try {
		await ask(child);
		const command: RunCommand = { url, key, warmUp, parameters, input, ...(bundled ? { bundledNodes } : {}), ...(memory ? { memory } : {}) };
		await ask(child, command);
		await prepare({ latencyMs });
		const answer = await ask<RunAnswer>(child, 'go');
		if (answer.error) throw new Error(answer.error);
		const { requests, maxInFlight } = await prepare({ latencyMs });
		return { ...answer, requests, maxInFlight };
	} finally {
		child.kill();
	}
}

/** The run with the median time. */
function middle(runs: Measured[]): Measured {
	const [run] = [...runs].sort((a, b) => a.ms - b.ms).slice(Math.floor(runs.length / 2));
	if (!run) throw new Error('nothing was measured');
	return run;
}

/** Prepares and runs the work some times over. */
async function median(work: () => Promise<Measured>): Promise<Measured> {
	const runs: Measured[] = [];
	for (let round = 0; round < ROUNDS; round++) runs.push(await work());
	return middle(runs);
}

interface Row {
	work: string;
	ours: Measured;
	/** Nothing where it fails. */
	bundled: Measured | undefined;
	/** What was promised, and whether it is kept. */
	wanted: string;
	kept: boolean;
}

const rows: Row[] = [];
const notes: string[] = [];
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const itemsOf = (ids: string[]) => ids.map((_id) => ({ _id }));
const progress = (text: string) => console.error(text);

async function statusChanges() {
	const work = `${COUNT} alert status changes`;
	progress(work);
	const change: INodeParameters = { resource: 'alert', operation: 'updateMany', alertUpdateFields: { status: 'Ignored' } };
	const onNewAlerts = async (job: Omit<Job, 'input'>) => {
		const state = await prepare({ latencyMs: LATENCY_MS, alerts: COUNT });
		return await measure({ ...job, input: itemsOf(state.ids) }, state);
	};
	const ours = await median(async () => await onNewAlerts({ parameters: change }));
	const update: INodeParameters = { resource: 'alert', operation: 'update', alertId: byId('={{ $json._id }}'), alertUpdateFields: { status: 'Ignored' } };
	const single = await median(async () => await onNewAlerts({ parameters: update }));
	const theirs: INodeParameters = { resource: 'alert', operation: 'status', alertId: byId('={{ $json._id }}'), status: 'Ignored' };
	const bundled = await onNewAlerts({ parameters: theirs, bundled: true });
	const isKept = (mine: Measured, requests: number) => bundled.requests >= requests * mine.requests && bundled.ms >= 50 * mine.ms;
	rows.push({ work: `${work} (Update Many)`, ours, bundled, wanted: '100× fewer requests, 50× faster', kept: isKept(ours, 100) });
	rows.push({ work: `${work} (Update, each alert read back)`, ours: single, bundled, wanted: '–', kept: true });
}

async function observables() {
	const work = `${COUNT} observables created on one case`;
	progress(work);
	const input = Array.from({ length: COUNT }, (_, index) => ({ data: `host${index}.evil.example` }));
	const ours = await median(async () => {
		const state = await prepare({ latencyMs: LATENCY_MS, newCase: true });
		const mine: INodeParameters = { resource: 'observable', operation: 'create', parent: 'case', caseId: byId(state.caseId), dataType: 'domain', data: '={{ $json.data }}', observableCreateOptions: { gather: true } };
		return await measure({ parameters: mine, input }, state);
	});
	const state = await prepare({ latencyMs: LATENCY_MS, newCase: true });
	const theirs: INodeParameters = { resource: 'observable', operation: 'create', createIn: 'case', id: byId(state.caseId), dataType: 'domain', data: '={{ $json.data }}', observableFields: { mappingMode: 'defineBelow', value: {} } };
	const bundled = await measure({ parameters: theirs, input, bundled: true }, state);
	rows.push({ work, ours, bundled, wanted: '20× faster', kept: bundled.ms >= 20 * ours.ms });
}

async function upserts() {
	const work = `${UPSERTS} alerts upserted`;
	progress(work);
	// one tenth reports an alert that the batch has already; of the others half exist
	const distinct = Math.round(UPSERTS * 0.9);
	const reports = (refOf: (number: number) => string): IDataObject[] => {
		const distinctOnes = Array.from({ length: distinct }, (_, number) => ({ ref: refOf(number), title: `New title ${number}`, description: 'What the source says now' }));
		return [...distinctOnes, ...Array.from({ length: UPSERTS - distinct }, (_, number) => ({ ...distinctOnes[number * 3], title: `Again ${number}` }))];
	};
	const fields = { title: '={{ $json.title }}', description: '={{ $json.description }}' };
	const mine: INodeParameters = { resource: 'alert', operation: 'createOrUpdate', ...fields, type: 'bench', source: 'bench', sourceRef: '={{ $json.ref }}', alertUpsertFields: { severity: 3 } };
	let round = 0;
	const ours = await median(async () => {
		const state = await prepare({ latencyMs: LATENCY_MS, alerts: distinct / 2 });
		const before = await prepare({ latencyMs: LATENCY_MS });
		round++;
		const input = reports((number) => (number % 2 ? `fresh ${round} ${number}` : `made ${state.firstMade + number / 2}`));
		const measured = await measure({ parameters: mine, input }, state);
		const created = (await prepare({ latencyMs: LATENCY_MS })).alerts - before.alerts;
		if (measured.items !== distinct || created !== distinct / 2) {
			throw new Error(`${measured.items} alerts for ${distinct} keys, ${created} of them new`);
		}
		return measured;
	});
	notes.push(`upsert: one alert for each of ${distinct} keys, ${distinct / 2} of them new; ${(ours.requests / distinct).toFixed(3)} requests for each`);
	const state = await prepare({ latencyMs: LATENCY_MS });
	const theirs: INodeParameters = {
		resource: 'alert',
		operation: 'create',
		alertFields: {
			mappingMode: 'defineBelow',
			value: { ...fields, type: 'bench', source: 'theirs', sourceRef: '={{ $json.ref }}', severity: 3 },
			matchingColumns: [],
			schema: [],
		},
	};
	const bundled = await measure({ parameters: theirs, input: reports(() => '').map((item, index) => ({ ...item, ref: `own ${index}` })), bundled: true }, state);
	rows.push({
		work: `${work} (bundled: created only)`,
		ours,
		bundled,
		wanted: 'one alert for each key, ≤ 1.2 requests for each alert, 8× faster',
		kept: ours.requests <= 1.2 * distinct && bundled.ms >= 8 * ours.ms,
	});
}

/** All alerts of the server, both nodes; the bundled one cannot read more than the 10,000 of the search index's window. */
async function returnAll(count: number) {
	const work = `Return All over ${count} alerts`;
	progress(work);
	const present = (await prepare({ latencyMs: LATENCY_MS })).alerts;
	const state = await prepare({ latencyMs: LATENCY_MS, alerts: Math.max(0, count - present) });
	const mine: INodeParameters = { resource: 'alert', operation: 'getAll', returnAll: true, simple: false };
	const theirs: INodeParameters = { resource: 'alert', operation: 'search', returnAll: true, options: {} };
	const input = [{}];
	const runs: Measured[] = [];
	const bundledRuns: Measured[] = [];
	let refusal: string | undefined;
	// in turn, because the server gets faster with its first thousand requests; the very first run does not count
	for (let round = 0; round <= ROUNDS; round++) {
		const run = await measure({ parameters: mine, input }, state);
		if (round > 0) runs.push(run);
		if (refusal !== undefined) continue;
		try {
			const theirRun = await measure({ parameters: theirs, input, bundled: true }, state);
			if (round > 0) bundledRuns.push(theirRun);
		} catch (error) {
			refusal = error instanceof Error ? error.message : String(error);
		}
	}
	const ours = middle(runs);
	const bundled = refusal === undefined ? middle(bundledRuns) : undefined;
	if (refusal !== undefined) notes.push(`${work}, bundled: ${refusal}`);
	const memory = await measure({ parameters: mine, input, memory: true }, state);
	const measured = { ...ours, peak: memory.peak, json: memory.json, parsed: memory.parsed };
	if (ours.items < count) throw new Error(`${ours.items} of ${count} alerts came back`);
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
	notes.push(
		`${work}: ${megabytes(memory.json)} of JSON, ${megabytes(memory.parsed)} in memory when it is parsed; at most held ${megabytes(memory.peak)}:`
			+ ` ${(memory.peak / memory.json).toFixed(2)}× the JSON, ${(memory.peak / memory.parsed).toFixed(2)}× the parsed`,
	);
	const isLean = memory.peak <= 1.3 * memory.json;
	// a small result is outweighed by the pages on their way
	const isLarge = count >= 50_000;
	const isFaster = !bundled || ours.ms < bundled.ms;
	rows.push({ work, ours: measured, bundled, wanted: isLarge ? 'memory ≤ 1.3× the plain JSON' : 'faster', kept: isFaster && (isLean || !isLarge) });
}

/** What the engine itself costs for an item: no latency, every item its own request. */
async function engineCost() {
	progress('Engine cost');
	const count = quick ? 100 : 500;
	const { ids } = await prepare({ latencyMs: 0, alerts: count });
	const input = ids.map((_id, number) => ({ _id, title: `Title ${number}` }));
	const state = await prepare({ latencyMs: 0 });
	const mine: INodeParameters = { resource: 'alert', operation: 'get', alertId: byId('={{ $json._id }}') };
	const theirs: INodeParameters = { resource: 'alert', operation: 'get', alertId: byId('={{ $json._id }}'), options: {} };
	const ours = await measure({ parameters: mine, input, latencyMs: 0 }, state);
	const bundled = await measure({ parameters: theirs, input, bundled: true, latencyMs: 0 }, state);
	notes.push(`engine cost without latency, Alert → Get: ours ${(ours.ms / count).toFixed(2)} ms per item, bundled ${(bundled.ms / count).toFixed(2)} ms per item`);
}

const parts: Record<string, () => Promise<void>> = {
	// first, because the bundled node cannot read more than 10,000
	few: async () => await returnAll(quick ? 2_000 : 9_000),
	status: statusChanges,
	observables,
	upserts,
	engine: engineCost,
	all: async () => await returnAll(MANY),
};

try {
	const named = Object.keys(parts).filter((part) => process.argv.includes(part));
	for (const [part, run] of Object.entries(parts)) if (named.length === 0 || named.includes(part)) await run();
	console.table(
		rows.map(({ work, ours, bundled, wanted, kept }) => ({
			work,
			'ours, s': (ours.ms / 1000).toFixed(2),
			'bundled, s': bundled ? (bundled.ms / 1000).toFixed(2) : 'fails',
			faster: bundled ? `${(bundled.ms / ours.ms).toFixed(1)}×` : '–',
			'ours, requests': ours.requests,
			'bundled, requests': bundled?.requests ?? '–',
			'in flight': ours.maxInFlight,
			wanted,
			kept: kept ? 'yes' : 'NO',
		})),
	);
	for (const note of notes) console.log(note);
	await writeFile(join(results, 'bulk.json'), JSON.stringify({ at: new Date().toISOString(), latencyMs: LATENCY_MS, rows, notes }, null, '\t'));
} finally {
	server.kill();
	await rm(userFolder, { recursive: true, force: true });
}
