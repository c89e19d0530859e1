import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { setUpSoc } from '../sandbox/client.mts';
import type { Client } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { isObject } from '../../nodes/shared/values';
import { TriggerHost } from './runTrigger.mts';

/** How long (ms) records are written while everything fails. */
const WRITING_MS = 18_000;
/** How long (ms) what is missing may take to come afterwards. */
const SETTLING_MS = 20_000;

const KINDS = ['alert', 'case', 'task', 'observable', 'comment'] as const;
type Kind = (typeof KINDS)[number];
const EVENTS = KINDS.flatMap((entity) => [`${entity}.created`, `${entity}.updated`]);

/** Writes records without a pause, and notes what TheHive has acknowledged. */
class Writer {
	readonly created = new Map<string, Kind>();
	readonly updated = new Set<string>();
	updates = 0;
	#count = 0;
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async #create(entity: Kind, path: string, body: Record<string, string | number>): Promise<string | undefined> {
		const reply = await this.#client.post(path, body).catch(() => undefined);
		if (reply?.status !== 201) return undefined;
		const [row] = reply.text.startsWith('[') ? reply.rows : [reply.object];
		if (row === undefined) return undefined;
		const id = String(row._id);
		this.created.set(id, entity);
		return id;
	}

	async #change(path: string, id: string | undefined, body: Record<string, string | number>): Promise<void> {
		if (id === undefined) return;
		const reply = await this.#client.patch(`${path}/${id}`, body).catch(() => undefined);
		if (reply?.status !== 204) return;
		this.updated.add(id);
		this.updates += 1;
	}

	/** One round over all kinds of record. */
	async round(): Promise<void> {
		const n = (this.#count += 1);
		const alert = await this.#create('alert', '/alert', { type: 'fault', source: 'test', sourceRef: `f-${n}`, title: `Alert ${n}`, description: 'd' });
		const theCase = await this.#create('case', '/case', { title: `Case ${n}`, description: 'd' });
		if (theCase !== undefined) {
			const task = await this.#create('task', `/case/${theCase}/task`, { title: `Task ${n}` });
			const observable = await this.#create('observable', `/case/${theCase}/observable`, { dataType: 'other', data: `data-${n}` });
			const comment = await this.#create('comment', `/case/${theCase}/comment`, { message: `Comment ${n}` });
			await this.#change('/task', task, { title: `Task ${n} changed` });
			await this.#change('/observable', observable, { message: `changed ${n}` });
			await this.#change('/comment', comment, { message: `Comment ${n} changed` });
			await this.#change('/case', theCase, { severity: (n % 4) + 1, title: `Case ${n} changed` });
		}
		await this.#change('/alert', alert, { title: `Alert ${n} changed` });
		if (n % 3 === 0) await this.#change('/alert', alert, { status: 'InProgress' });
	}
}

/** What was delivered, by event id and as the latest state of each record. */
class Delivered {
	readonly ids: Set<string>;
	readonly #states = new Map<string, Set<unknown>>();

	constructor(host: TriggerHost) {
		this.ids = new Set(host.eventIds);
		for (const { object, entity } of host.items) {
			if (!isObject(object) || !isObject(entity)) continue;
			const id = String(object.id);
			const states = this.#states.get(id) ?? new Set();
			this.#states.set(id, states.add(entity._updatedAt ?? entity.updatedAt));
		}
	}

	/** Whether the record was delivered in this state: as an update, or with a creation that was found later. */
	has(kind: string, id: string, stamp: number | undefined): boolean {
		return this.ids.has(`${kind}:${id}:updated:${stamp}`) || this.#states.get(id)?.has(stamp) === true;
	}
}

/** What TheHive has acknowledged and nobody was told of. */
function lost(sandbox: Sandbox, writer: Writer, host: TriggerHost): { creations: string[]; updates: string[] } {
	const delivered = new Delivered(host);
	const creations = [...writer.created].filter(([id, kind]) => !delivered.ids.has(`${kind}:${id}:created`));
	const updates = [...writer.created].filter(([id, kind]) => {
		const row = writer.updated.has(id) ? sandbox.store.table(kind).get(id) : undefined;
		return row !== undefined && !delivered.has(kind, id, row._updatedAt);
	});
	return { creations: creations.map(([id]) => id), updates: updates.map(([id]) => id) };
}

it('loses nothing and starts nothing twice while everything around it fails', { timeout: 120_000 }, async () => {
	const sandbox = await startSandbox({ stream: { refreshMs: 1_000 }, journalLimit: 0 });
	const soc = await setUpSoc(sandbox.url);
	await soc.admin.post('/user', { login: 'n8n@main.test', name: 'n8n', profile: 'org-admin', organisation: 'main' });
	const apiKey = (await soc.admin.post('/user/n8n@main.test/key/renew')).text;
	const host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events: EVENTS, options: { mostPerMinute: 0 } } });
	await host.start();
	sandbox.faults.clockSkewMs = 60_000;
	const writer = new Writer(soc.analyst);
	const done = { restarts: 0, kills: 0, drops: 0, late: 0 };
	const end = Date.now() + WRITING_MS;
	const isOver = () => Date.now() > end;

	const writing = (async () => {
		while (!isOver()) {
			await writer.round();
			await sleep(40);
		}
	})();
	const every = async (ms: number, action: () => Promise<void> | void) => {
		while (!isOver()) {
			await sleep(ms);
			if (!isOver()) await action();
		}
	};
	await Promise.all([
		writing,
		every(600, () => {
			done.drops += 1;
			sandbox.dropStreams();
		}),
		every(7_000, async () => {
			done.restarts += 1;
			await sandbox.restart({ downMs: 700 });
		}),
		every(5_000, async () => {
			done.kills += 1;
			await host.kill();
			await sleep(800);
			await host.start('init');
		}),
		every(300, () => {
			done.late += 1;
			// a transaction that commits late, or one of a node with another clock
			sandbox.faults.nextStamp = Date.now() + Math.round(220_000 * Math.random() - 160_000);
		}),
		every(900, () => {
			sandbox.faults.indexDelayMs = Math.round(5_000 * Math.random());
		}),
	]);
	let missing = lost(sandbox, writer, host);
	const settled = Date.now() + SETTLING_MS;
	while (missing.creations.length + missing.updates.length > 0 && Date.now() < settled) {
		await sleep(250);
		missing = lost(sandbox, writer, host);
	}
	await sleep(500);
	const ids = host.eventIds;
	const updates = ids.filter((id) => id.includes(':updated:')).length;
	console.log(
		`faults: ${writer.created.size} records created, ${writer.updates} updates, ${JSON.stringify(done)}; ${ids.length} executions (${updates} updates), ${host.refused} repetitions refused by their key, lost ${missing.creations.length} creations and ${missing.updates.length} updates`,
	);
	await host.stop();
	await sandbox.close();
	expect(missing).toEqual({ creations: [], updates: [] });
	expect(new Set(ids).size).toBe(ids.length);
	expect(host.errors).toEqual([]);
});
