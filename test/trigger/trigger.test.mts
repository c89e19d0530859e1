import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { setUpSoc } from '../sandbox/client.mts';
import type { Client, Soc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { TriggerHost, until } from './runTrigger.mts';

let sandbox: Sandbox;
let soc: Soc;
let hosts: TriggerHost[] = [];

beforeEach(async () => {
	sandbox = await startSandbox({ stream: { refreshMs: 2_000 } });
	soc = await setUpSoc(sandbox.url);
});

afterEach(async () => {
	for (const host of hosts) await host.stop();
	hosts = [];
	await sandbox.close();
});

let key = '';
async function hostWith(parameters: INodeParameters, extra: Partial<ConstructorParameters<typeof TriggerHost>[0]> = {}): Promise<TriggerHost> {
	// the trigger reads as a service user of its own
	await soc.admin.post('/user', { login: 'n8n@main.test', name: 'n8n', profile: 'org-admin', organisation: 'main' });
	key = (await soc.admin.post('/user/n8n@main.test/key/renew')).text;
	const host = new TriggerHost({ credential: { url: sandbox.url, apiKey: key }, parameters, ...extra });
	hosts.push(host);
	return host;
}

let count = 0;
const createAlert = async (client: Client, fields: Record<string, string | number> = {}) =>
	(await client.post('/alert', { type: 'test', source: 'vitest', sourceRef: `ref-${(count += 1)}`, title: `Alert ${count}`, description: 'd', ...fields })).id;

describe('the trigger', () => {
	it('tells of a created alert within a second, with its whole story', async () => {
		const host = await hostWith({ events: ['alert.created'] });
		await host.start();
		const id = await createAlert(soc.analyst, { severity: 3 });
		const created = Date.now();
		await until('the event', () => host.items.length > 0);
		expect(Date.now() - created).toBeLessThan(1_000);
		expect(host.items).toHaveLength(1);
		expect(host.items[0]).toMatchObject({
			eventId: `alert:${id}:created`,
			event: 'alert.created',
			events: ['alert.created'],
			what: `Alert "Alert ${count}" was created by analyst@main.test`,
			object: { kind: 'alert', id, name: `Alert ${count}` },
			by: 'analyst@main.test',
			changes: [],
			entity: { _id: id, severity: 3 },
		});
		expect(host.executions[0]?.deduplicationKey).toContain(`alert:${id}:created`);
		await sleep(500);
		expect(host.items).toHaveLength(1);
	});
	it('says which fields changed from what to what, and who did it', async () => {
		const id = await createAlert(soc.analyst);
		const host = await hostWith({ events: ['alert.updated', 'alert.closed', 'alert.assigned'] });
		await host.start();
		await soc.analyst.patch(`/alert/${id}`, { severity: 4 });
		await until('the update', () => host.items.length === 1);
		expect(host.items[0]).toMatchObject({ event: 'alert.updated', changes: [{ field: 'severity', from: 2, to: 4 }], by: 'analyst@main.test' });
		await soc.analyst.patch(`/alert/${id}`, { status: 'FalsePositive' });
		await until('the closing', () => host.items.length === 2);
		expect(host.items[1]).toMatchObject({ event: 'alert.closed', events: ['alert.closed', 'alert.updated'] });
		await soc.analyst.patch(`/alert/${id}`, { assignee: 'analyst@main.test' });
		await until('the assignment', () => host.items.length === 3);
		expect(host.items[2]).toMatchObject({ event: 'alert.assigned' });
	});
	it('closes within a second while the long poll waits', async () => {
		const host = await hostWith({ events: ['alert.created'] });
		await host.start();
		await sleep(200);
		expect(await host.stop()).toBeLessThan(1_000);
	});
	it('does not start itself: changes by its own user do not count', async () => {
		const host = await hostWith({ events: ['alert.created', 'alert.updated'] });
		await host.start();
		const id = await createAlert(soc.analyst);
		await until('the event', () => host.items.length === 1);
		const { Client: ClientClass } = await import('../sandbox/client.mts');
		await ClientClass.withKey(sandbox.url, key).patch(`/alert/${id}`, { severity: 1 });
		await sleep(600);
		expect(host.items).toHaveLength(1);
	});
	it('catches up what happened while n8n was down', async () => {
		const host = await hostWith({ events: ['alert.created', 'alert.updated'] });
		await host.start();
		const first = await createAlert(soc.analyst);
		await until('the event', () => host.items.length === 1);
		await host.kill();
		const ids = [];
		for (let index = 0; index < 5; index++) ids.push(await createAlert(soc.analyst));
		await sleep(5);
		await soc.analyst.patch(`/alert/${first}`, { title: 'Changed' });
		await host.start('init');
		await until('all', () => new Set(host.eventIds).size >= 7);
		expect(new Set(host.eventIds).size).toBe(host.eventIds.length);
		for (const id of ids) expect(host.eventIds).toContain(`alert:${id}:created`);
		expect(host.items.find(({ event }) => event === 'alert.updated')).toMatchObject({ changes: [{ field: 'title', to: 'Changed' }].map(() => expect.anything()) });
	});
});
