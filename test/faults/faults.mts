/**
 * The long fault test: TheHive (the sandbox) and a real n8n as processes of their own, killed and restarted while
 * records are written. `node test/faults/faults.mts [--changes 10000] [--sandbox-kills 10] [--n8n-kills 5] [--drops 50]`,
 * after `npm test` has installed n8n. Exits with 1 when an event was lost or a workflow started twice by one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ChildProcess } from 'node:child_process';
import { packPackage } from '../commands/build.mts';
import { endGroup, spawnGroup } from '../commands/processGroups.mjs';
import { PROJECT_NODE, ROOT, STATE } from '../commands/project.mjs';
import { freePort } from '../n8n/freePort.mts';
import { startN8n } from '../n8n/host.mts';
import type { N8nHost } from '../n8n/host.mts';
import { databaseIn, triggeredRuns } from '../n8n/triggeredRuns.mts';
import { triggerWorkflow } from '../n8n/workflows.mts';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import type { Client } from '../sandbox/client.mts';
import { startCollector } from './collector.mts';
import { lostEvents } from './delivered.mts';
import type { DeliveredEvent } from './delivered.mts';
import type { FaultMessage } from './sandboxProcess.mts';
import { EVENTS, KINDS, Writer } from './writer.mts';
import type { Kind } from './writer.mts';

const { values } = parseArgs({
	options: {
		changes: { type: 'string', default: '10000' },
		'sandbox-kills': { type: 'string', default: '10' },
		'n8n-kills': { type: 'string', default: '5' },
		drops: { type: 'string', default: '50' },
		'per-second': { type: 'string', default: '25' },
	},
});
const CHANGES = Number(values.changes);
const PLANNED = { sandboxKills: Number(values['sandbox-kills']), n8nKills: Number(values['n8n-kills']), drops: Number(values.drops) };
/** Pace of the writer, changes per second: what one n8n on SQLite runs as workflows. */
const PER_SECOND = Number(values['per-second']);
/** Changes by which the writer may be ahead of the workflow: n8n runs workflows more slowly than TheHive takes changes, and kills should hit it at work. */
const MOST_BEHIND = 300;
/** The writer does not wait for runs when none has come for so long (ms): n8n is away, or what is missing was part of other events or ended with n8n. */
const WAIT_MS = 10_000;
/** How long (ms) nothing new may come before the rest counts as lost: a look from the cursor is due every five minutes. */
const PATIENCE_MS = 420_000;

const folder = await mkdtemp(join(tmpdir(), 'trigger-faults-'));
const sandboxPort = await freePort();
const say = (text: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`);

/** Starts the sandbox and waits until it listens. */
async function startTheHive(): Promise<ChildProcess> {
	const child = spawnGroup(PROJECT_NODE, [join(ROOT, 'test/faults/sandboxProcess.mts'), String(sandboxPort), join(folder, 'thehive.data')], {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	await new Promise<void>((resolve, reject) => {
		child.once('message', () => resolve());
		child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
	});
	return child;
}

const collector = await startCollector();
const { events } = collector;

const n8nFolder = join(folder, 'n8n');
const tarball = await packPackage(join(STATE, 'faults-package'));
// n8n forgets the deduplication keys of executions that it prunes
const launchN8n = async (): Promise<N8nHost> => await startN8n({ folder: n8nFolder, tarball, env: { EXECUTIONS_DATA_PRUNE: 'false', N8N_LOG_LEVEL: 'warn' } });

/** n8n 2.41 may end while it recovers runs that a kill found not yet begun; whoever supervises it starts it again. */
async function relaunchN8n(attempts = 5): Promise<N8nHost> {
	const started = await launchN8n().catch((error: unknown) => {
		if (attempts <= 1) throw error;
		say('n8n ended while it recovered from the kill, and is started again');
	});
	return started ?? (await relaunchN8n(attempts - 1));
}

let theHive = await startTheHive();
const theHiveUrl = `http://127.0.0.1:${sandboxPort}`;
const soc = await setUpSoc(theHiveUrl);
const apiKey = await addServiceUser(soc.admin);
let n8n = await launchN8n();
const credential = await n8n.client.saveCredential('TheHive', 'theHive5Api', { url: theHiveUrl, authentication: 'apiKey', apiKey });
const workflow = await n8n.client.saveWorkflow(triggerWorkflow('Faults', { events: EVENTS, options: { mostPerMinute: 0 } }, credential, collector.node));
await n8n.client.activate(workflow);
say(`n8n and TheHive run; ${CHANGES} changes, ${JSON.stringify(PLANNED)}`);

const tell = (message: FaultMessage): void => {
	if (theHive.connected) theHive.send(message, () => undefined);
};
tell({ clockSkewMs: 60_000 });

const writer = new Writer(soc.analyst);
const done = { sandboxKills: 0, n8nKills: 0, drops: 0, late: 0 };
let isWriting = true;

/** Waits until the workflow is not too far behind. */
async function waitForRuns(settled: number): Promise<number> {
	let seen = events.length;
	let seenAt = Date.now();
	while (writer.changes - events.length - settled > MOST_BEHIND) {
		if (Date.now() - seenAt > WAIT_MS) return writer.changes - events.length;
		await sleep(50);
		if (events.length > seen) {
			seen = events.length;
			seenAt = Date.now();
		}
	}
	return settled;
}

async function write(): Promise<void> {
	const begun = Date.now();
	// changes for which no run is waited any more
	let settled = 0;
	while (writer.changes < CHANGES) {
		await writer.round();
		const ahead = (writer.changes / PER_SECOND) * 1000 - (Date.now() - begun);
		if (ahead > 0) await sleep(Math.min(ahead, 2_000));
		settled = await waitForRuns(settled);
	}
	isWriting = false;
}

/** Does something so many times, spread over the writing. */
async function spread(times: number, action: () => Promise<void> | void): Promise<void> {
	for (let time = 1; time <= times; time++) {
		while (isWriting && writer.changes < (CHANGES * time) / (times + 1)) await sleep(50);
		await action();
	}
}

/** Rows as TheHive has them at the end. */
async function lastUpdates(client: Client): Promise<Map<string, number>> {
	const lists: Record<Kind, string> = { alert: 'listAlert', case: 'listCase', task: 'listTask', observable: 'listObservable', comment: 'listComment' };
	const found = new Map<string, number>();
	for (const kind of KINDS) {
		const { rows } = await client.query({ _name: lists[kind] });
		for (const row of rows) found.set(String(row['_id']), Number(row['_updatedAt'] ?? row['updatedAt'] ?? 0));
	}
	return found;
}

const begun = Date.now();
await Promise.all([
	write(),
	spread(PLANNED.sandboxKills, async () => {
		await endGroup(theHive, 'SIGKILL');
		await sleep(500 + 2_000 * Math.random());
		theHive = await startTheHive();
		tell({ clockSkewMs: 60_000 });
		done.sandboxKills += 1;
		say(`TheHive was killed and restarted (${done.sandboxKills}); ${writer.changes} changes, ${events.length} runs`);
	}),
	spread(PLANNED.n8nKills, async () => {
		await n8n.kill();
		await sleep(1_000);
		n8n = await relaunchN8n();
		done.n8nKills += 1;
		say(`n8n was killed and restarted (${done.n8nKills}); ${writer.changes} changes, ${events.length} runs`);
	}),
	spread(PLANNED.drops, () => {
		tell({ dropStreams: true });
		done.drops += 1;
	}),
	(async () => {
		while (isWriting) {
			tell({ nextStamp: Date.now() + Math.round(220_000 * Math.random() - 160_000), indexDelayMs: Math.round(5_000 * Math.random()) });
			done.late += 1;
			await sleep(400);
		}
		tell({ indexDelayMs: 0 });
	})(),
]);
say(`written ${writer.created.size} creations and ${writer.updates} updates in ${Math.round((Date.now() - begun) / 1000)} s: ${JSON.stringify(done)}`);

/** Runs that ended with the n8n they ran in: they were started, n8n lists them as crashed. */
function crashedRuns(): DeliveredEvent[] {
	return triggeredRuns(databaseIn(n8nFolder))
		.filter(({ status }) => status !== 'success')
		.map(({ eventId }) => ({ eventId, id: '', updatedAt: 0 }));
}

await sleep(6_000);
const last = await lastUpdates(soc.analyst);
const missing = () => lostEvents(writer, [...events, ...crashedRuns()], (_kind, id) => last.get(id));
let lost = missing();
let seen = events.length;
let seenAt = Date.now();
while (lost.creations.length + lost.updates.length > 0 && Date.now() - seenAt < PATIENCE_MS) {
	await sleep(1_000);
	lost = missing();
	if (events.length > seen) {
		seen = events.length;
		seenAt = Date.now();
	}
}
await sleep(5_000);
const ids = new Set(events.map(({ eventId }) => eventId));
const twice = events.length - ids.size;
const ended = crashedRuns().filter(({ eventId }) => !ids.has(eventId)).length;
say(`${events.length} runs reached their end, ${ended} ended with n8n, ${ids.size + ended} different events; lost ${lost.creations.length} creations and ${lost.updates.length} updates; ${twice} started twice; ${Math.round((Date.now() - begun) / 1000)} s in all`);
if (lost.creations.length + lost.updates.length > 0) console.log(JSON.stringify(lost));
await n8n.stop();
await endGroup(theHive);
await collector.close();
await rm(folder, { recursive: true, force: true });
process.exitCode = lost.creations.length + lost.updates.length + twice > 0 ? 1 : 0;
