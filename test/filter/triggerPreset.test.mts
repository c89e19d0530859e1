import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setUpSoc } from '../sandbox/client.mts';
import type { Soc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { TriggerHost, until } from '../trigger/runTrigger.mts';

let sandbox: Sandbox;
let soc: Soc;
let host: TriggerHost | undefined;

beforeAll(async () => {
	sandbox = await startSandbox({ stream: { refreshMs: 2_000 } });
	soc = await setUpSoc(sandbox.url);
});

afterAll(async () => {
	await host?.stop();
	await sandbox.close();
});

it("the trigger keeps to a preset, one's own alerts included", async () => {
	const login = 'n8n@main.test';
	await soc.admin.post('/user', { login, name: 'n8n', profile: 'org-admin', organisation: 'main' });
	const apiKey = (await soc.admin.post(`/user/${login}/key/renew`)).text;
	host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events: ['alert.created'], resource: 'alert', alertPreset: 'mine' } });
	await host.start();
	const alert = async (sourceRef: string, rest: object) => (await soc.analyst.post('/alert', { type: 't', source: 's', sourceRef, title: sourceRef, description: 'd', ...rest })).id;
	await alert('of nobody', {});
	const mine = await alert('mine', { assignee: login });
	await until('the alert', () => host?.items.length === 1);
	await sleep(1_000);
	expect(host.eventIds).toEqual([`alert:${mine}:created`]);
});
