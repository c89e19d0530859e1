/**
 * The trigger in a real n8n (SQLite, one process) against a sandbox in a process of its own, whose event stream has
 * TheHive's timings: how long it takes from the commit of an alert to the start of the playbook, what the trigger asks for
 * while nothing happens, and what it takes to catch up on many missed events, in time and in memory.
 * `node test/bench/trigger.bench.mts [--quick] [--only idle,latency,catchUp,memory,oneByOne]`, after `npm test` has installed n8n. Writes
 * `.state/bench/trigger.json`; ends with 1 when a limit is missed.
 */
import { execFile, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';
import { packPackage } from '../commands/build.mts';
import { STATE } from '../commands/project.mjs';
import type { Workflow } from '../n8n/client.mts';
import { outputOf } from '../n8n/executions.mts';
import { startN8n } from '../n8n/host.mts';
import type { N8nHost } from '../n8n/host.mts';
import { databaseIn, triggeredRuns } from '../n8n/triggeredRuns.mts';
import type { TriggeredRun } from '../n8n/triggeredRuns.mts';
import { TRIGGER, triggerWorkflow } from '../n8n/workflows.mts';
import { isObject, parseJson } from '../sandbox/json.mts';
import type { TriggerServerAnswer, TriggerServerCommand } from './triggerServer.mts';

const { values: args } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
const MISSED = args.quick ? 10_000 : 100_000;
/** How many of them are caught up with one run each. */
const MISSED_EACH = args.quick ? 500 : 2_000;
const MISSED_OVER_MS = 6 * 3_600_000;
/** n8n starts some tens of runs in a second, see `oneByOne`: more events than that can be handed over only together. */
const TOGETHER = { perSecond: 50, seconds: args.quick ? 10 : 60 };
const ONE_BY_ONE = { perSecond: 5, seconds: args.quick ? 10 : 30 };
const IDLE_MS = args.quick ? 60_000 : 330_000;
/** After a start and after events, records are looked at again for what the index shows late (ms). */
const SETTLING_MS = 20_000;
const CATCHING_UP_WITHIN_MS = 900_000;

interface Limit {
	figure: string;
	measured: number;
	most: number;
}

const results = join(STATE, 'bench');
await mkdir(results, { recursive: true });
const figures: Record<string, number> = {};
const limits: Limit[] = [];

/** The sandbox. */
class Server {
	readonly #child: ChildProcess = fork(fileURLToPath(new URL('triggerServer.mts', import.meta.url)), { execArgv: ['--max-old-space-size=6144'] });

	async ready(): Promise<void> {
		await once(this.#child, 'message');
	}

	async ask(command: TriggerServerCommand): Promise<TriggerServerAnswer> {
		this.#child.send(command);
		const [answer]: TriggerServerAnswer[] = await once(this.#child, 'message');
		if (answer === undefined) throw new Error('the sandbox has ended');
		return answer;
	}

	end(): void {
		this.#child.kill();
	}
}

/** A fresh n8n with one workflow that the trigger starts. */
class Playbook {
	readonly #folder: string;
	readonly #n8n: N8nHost;
	#workflow: Workflow | undefined;

	private constructor(folder: string, n8n: N8nHost) {
		this.#folder = folder;
		this.#n8n = n8n;
	}

	static async start(env: Record<string, string> = {}): Promise<Playbook> {
		const folder = await mkdtemp(join(tmpdir(), 'bench-trigger-'));
		return new Playbook(folder, await startN8n({ folder, tarball, env: { N8N_LOG_LEVEL: 'warn', ...env } }));
	}

	/** Starts the trigger. @returns epoch ms of that */
	async activate(server: TriggerServerAnswer, parameters: INodeParameters): Promise<number> {
		const { client } = this.#n8n;
		const credential = await client.saveCredential('TheHive', 'theHive5Api', { url: server.url, authentication: 'apiKey', apiKey: server.key });
		this.#workflow = await client.saveWorkflow(triggerWorkflow('Bench', parameters, credential));
		const at = Date.now();
		await client.activate(this.#workflow);
		return at;
	}

	/** Seconds of processor time that n8n's process has used: other than the time on the clock, they do not depend on what else the machine does. */
	async processorTime(): Promise<number> {
		const ps = promisify(execFile)('ps', ['-o', 'cputimes=', '-p', String(this.#n8n.pid)]);
		return Number((await ps).stdout.trim());
	}

	runs(): TriggeredRun[] {
		return triggeredRuns(databaseIn(this.#folder));
	}

	/** When the run of each event was started (epoch ms), by the id of the event. */
	async startedAt(): Promise<Map<string, number | undefined>> {
		const started = new Map<string, number | undefined>();
		for (const { id, events, eventId, startedAt } of this.runs()) {
			const items = events === 1 ? [{ eventId }] : outputOf(await this.#n8n.client.execution(id), TRIGGER);
			for (const item of items) started.set(String(item['eventId']), startedAt);
		}
		return started;
	}

	/** Waits until runs with so many events have ended. @returns those runs */
	async ended(events: number): Promise<TriggeredRun[]> {
		const deadline = Date.now() + CATCHING_UP_WITHIN_MS;
		for (;;) {
			const runs = this.runs().filter(({ status }) => status === 'success');
			if (runs.reduce((sum, run) => sum + run.events, 0) >= events) return runs;
			if (Date.now() > deadline) throw new Error(`${runs.length} runs ended in time`);
			await sleep(250);
		}
	}

	async end(): Promise<void> {
		await this.#n8n.stop();
		await rm(this.#folder, { recursive: true, force: true });
	}
}

function quantile(numbers: readonly number[], part: number): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** From the commit of an alert to the start of its run; TheHive's own part ends when its stream's answer goes out. */
async function latencyOf(name: string, steady: typeof TOGETHER, deliver: 'batch' | 'each'): Promise<{ total: number[]; ours: number[] }> {
	const playbook = await Playbook.start();
	try {
		await playbook.activate(await server.ask({}), { events: ['alert.created'], deliver });
		await sleep(SETTLING_MS);
		// n8n has run for a while
		const { commits: first } = await server.ask({ steady: { perSecond: 5, seconds: 10 } });
		const { commits } = await server.ask({ steady });
		await playbook.ended(commits.length + first.length);
		const { toldAt } = await server.ask({});
		const started = await playbook.startedAt();
		const total: number[] = [];
		const ours: number[] = [];
		const theirs: number[] = [];
		for (const { id, at } of commits) {
			const startedAt = started.get(`alert:${id}:created`);
			const told = toldAt[id];
			if (startedAt === undefined || told === undefined) throw new Error(`nobody has told of ${id}`);
			total.push(startedAt - at);
			theirs.push(told - at);
			// less than nothing where a look has found it first
			ours.push(startedAt - told);
		}
		for (const [quality, part] of [['median', 0.5], ['p99', 0.99]] as const) {
			figures[`${name}: ${quality}, commit to start, ms`] = quantile(total, part);
			figures[`${name}: ${quality}, held back by TheHive, ms`] = quantile(theirs, part);
			figures[`${name}: ${quality}, above that, ms`] = quantile(ours, part);
		}
		return { total, ours };
	} finally {
		await playbook.end();
	}
}

async function latency(): Promise<void> {
	await latencyOf(`${ONE_BY_ONE.perSecond} events per second, a run for each`, ONE_BY_ONE, 'each');
	const name = `${TOGETHER.perSecond} events per second, together`;
	const { total, ours } = await latencyOf(name, TOGETHER, 'batch');
	limits.push({ figure: `${name}: median above what TheHive holds back, ms`, measured: quantile(ours, 0.5), most: 300 });
	limits.push({ figure: `${name}: p99, commit to start, ms`, measured: quantile(total, 0.99), most: 1_500 });
}

/** What is asked for while nothing happens, beyond the long poll. */
async function idle(): Promise<void> {
	const playbook = await Playbook.start();
	try {
		await playbook.activate(await server.ask({}), { events: ['alert.created', 'alert.updated', 'case.created', 'case.updated'] });
		await sleep(SETTLING_MS);
		await server.ask({ forget: true });
		await sleep(IDLE_MS);
		const { requests } = await server.ask({});
		const others = Object.entries(requests).filter(([kind]) => kind !== 'GET /api/v1/stream/{id}');
		const perMinute = others.reduce((sum, [, count]) => sum + count, 0) / (IDLE_MS / 60_000);
		figures['idle requests per minute, all'] = Object.values(requests).reduce((sum, count) => sum + count, 0) / (IDLE_MS / 60_000);
		figures['idle requests per minute beyond the long poll'] = perMinute;
		limits.push({ figure: 'idle requests per minute beyond the long poll', measured: perMinute, most: 1 });
	} finally {
		await playbook.end();
	}
}

/** What a process held, from the file that heldMemory.mjs writes; bytes. */
async function heldMemory(file: string): Promise<Array<{ at: number; held: number }>> {
	const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
	return lines.map((line) => {
		const fact = parseJson(line);
		return isObject(fact) ? { at: Number(fact['at']), held: Number(fact['held']) } : { at: 0, held: 0 };
	});
}

interface Missed {
	answer: TriggerServerAnswer;
	/** Parameters for those of the last so many ms before they were made. */
	since: (ms: number) => INodeParameters;
}

let missedAlerts: Promise<Missed> | undefined;

/** Makes the missed alerts, once. */
async function missed(): Promise<Missed> {
	missedAlerts ??= (async () => {
		console.error(`${MISSED} alerts are made`);
		const answer = await server.ask({ past: { alerts: MISSED, overMs: MISSED_OVER_MS } });
		const madeAt = Date.now();
		return { answer, since: (ms) => ({ events: ['alert.created'], startFrom: 'date', startDate: new Date(madeAt - ms).toISOString() }) };
	})();
	return await missedAlerts;
}

/** Parameters for all of them, and some time for making them. */
const ALL_MS = MISSED_OVER_MS + 600_000;

/** How long it takes until the last run with missed events has ended. */
async function catchUp(): Promise<void> {
	const { answer, since } = await missed();
	const playbook = await Playbook.start();
	try {
		const processorBefore = await playbook.processorTime();
		const begun = await playbook.activate(answer, { ...since(ALL_MS), deliver: 'batch' });
		const runs = await playbook.ended(MISSED);
		const seconds = (Date.now() - begun) / 1_000;
		figures[`catching up on ${MISSED} together, s of n8n's processor time`] = (await playbook.processorTime()) - processorBefore;
		figures[`catching up on ${MISSED} together, s`] = seconds;
		figures[`catching up on ${MISSED} together, runs`] = runs.length;
		limits.push({ figure: `catching up on ${MISSED} together, s`, measured: seconds, most: 120 });
	} finally {
		await playbook.end();
	}
}

/** The same, and what n8n's process holds meanwhile: looking slows it down. */
async function memory(): Promise<void> {
	const { answer, since } = await missed();
	const file = join(results, 'trigger-memory.jsonl');
	await rm(file, { force: true });
	const playbook = await Playbook.start({ BENCH_MEMORY: file, NODE_OPTIONS: `--import ${new URL('heldMemory.mjs', import.meta.url).href}` });
	try {
		await sleep(SETTLING_MS);
		const begun = await playbook.activate(answer, { ...since(ALL_MS), deliver: 'batch' });
		await playbook.ended(MISSED);
		const held = await heldMemory(file);
		const before = quantile(held.filter(({ at }) => at < begun && at > begun - 5_000).map((look) => look.held), 0.5);
		const most = Math.max(...held.filter(({ at }) => at >= begun).map((look) => look.held));
		figures['n8n idle, MB held'] = Math.round(before / 1e6);
		figures['n8n catching up, MB held at most'] = Math.round(most / 1e6);
		limits.push({ figure: 'growth of n8n while it catches up, MB', measured: Math.round((most - before) / 1e6), most: 200 });
	} finally {
		await playbook.end();
	}
}

/** How fast n8n runs a playbook for each missed event. */
async function oneByOne(): Promise<void> {
	const { answer, since } = await missed();
	const playbook = await Playbook.start();
	try {
		const processorBefore = await playbook.processorTime();
		// a little more of them, because making them took a while
		const begun = await playbook.activate(answer, since((MISSED_OVER_MS * MISSED_EACH * 1.1) / MISSED));
		const runs = await playbook.ended(MISSED_EACH);
		figures["each with a run of its own, ms of n8n's processor time"] = (((await playbook.processorTime()) - processorBefore) * 1_000) / runs.length;
		figures['each with a run of its own, runs per second'] = runs.length / ((Date.now() - begun) / 1_000);
	} finally {
		await playbook.end();
	}
}

const tarball = await packPackage(join(STATE, 'bench-package'));
const server = new Server();
try {
	await server.ready();
	for (const [name, measure] of Object.entries({ idle, latency, catchUp, memory, oneByOne })) if (args.only === undefined || args.only.split(',').includes(name)) await measure();
} finally {
	server.end();
}
console.table(Object.entries(figures).map(([figure, measured]) => ({ figure, measured: Number(measured.toFixed(1)) })));
const broken = limits.filter(({ measured, most }) => measured > most);
console.table(limits.map((limit) => ({ ...limit, measured: Number(limit.measured.toFixed(1)) })));
await writeFile(join(results, 'trigger.json'), JSON.stringify({ figures, limits }, undefined, '\t'));
if (broken.length > 0) {
	console.error(`limits missed: ${broken.map(({ figure }) => figure).join('; ')}`);
	process.exitCode = 1;
}
