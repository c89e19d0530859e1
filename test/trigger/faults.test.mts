import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import { lostEvents } from '../faults/delivered.mts';
import type { DeliveredEvent, Lost } from '../faults/delivered.mts';
import { EVENTS, Writer } from '../faults/writer.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { isObject } from '../../nodes/shared/values';
import { TriggerHost } from './runTrigger.mts';

/** How long (ms) records are written while everything fails. */
const WRITING_MS = 18_000;
/** How long (ms) what is missing may take to come afterwards. */
const SETTLING_MS = 20_000;

function delivered(host: TriggerHost): DeliveredEvent[] {
	return host.items.map(({ eventId, object, entity }) => ({
		eventId: String(eventId),
		id: isObject(object) ? String(object.id) : '',
		updatedAt: isObject(entity) ? Number(entity._updatedAt ?? entity.updatedAt ?? 0) : 0,
	}));
}

function lost(sandbox: Sandbox, writer: Writer, host: TriggerHost): Lost {
	return lostEvents(writer, delivered(host), (kind, id) => sandbox.store.table(kind).get(id)?._updatedAt);
}

it('loses nothing and starts nothing twice while everything around it fails', { timeout: 120_000 }, async () => {
	const sandbox = await startSandbox({ stream: { refreshMs: 1_000 }, journalLimit: 0 });
	const soc = await setUpSoc(sandbox.url);
	const apiKey = await addServiceUser(soc.admin);
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
