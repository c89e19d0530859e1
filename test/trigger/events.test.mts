import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_OPTIONS } from '../../nodes/TheHiveTrigger/eventKinds';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import type { Client, Soc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { TriggerHost, until, untilListening } from './runTrigger.mts';

/** TheHive has no deletion of jobs; the kind is offered because audits of it are documented. */
const NOBODY_CAN = ['job.deleted'];

let sandbox: Sandbox;
let soc: Soc;
let apiKey: string;
let references = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc', stream: { refreshMs: 1_000 }, cortexJobMs: 100 });
	soc = await setUpSoc(sandbox.url);
	apiKey = await addServiceUser(soc.admin);
});
afterAll(async () => await sandbox.close());

const alertBody = () => ({ type: 't', source: 's', sourceRef: `ref-${(references += 1)}`, title: 'Alert', description: 'd' });
const alert = async (client: Client) => (await client.post('/alert', alertBody())).id;
const newCase = async (client: Client) => (await client.post('/case', { title: 'Case', description: 'd' })).id;

/** A record that something happens to: made beforehand; the second part is what happens. @returns the id it is told of */
type Deed = (client: Client) => Promise<() => Promise<string>>;

/** Creation, change and deletion of what hangs on a case. */
function part(kind: string, create: (client: Client, caseId: string) => Promise<string>, path: (id: string, caseId: string) => string, change: IDataObject): Array<[string, Deed]> {
	const made = async (client: Client): Promise<[string, string]> => {
		const caseId = await newCase(client);
		return [await create(client, caseId), caseId];
	};
	return [
		[`${kind}.created`, async (client) => {
			const caseId = await newCase(client);
			return async () => await create(client, caseId);
		}],
		[`${kind}.updated`, async (client) => {
			const [id, caseId] = await made(client);
			return async () => {
				expect((await client.patch(path(id, caseId), JSON.parse(JSON.stringify(change)))).status).toBe(204);
				return id;
			};
		}],
		[`${kind}.deleted`, async (client) => {
			const [id, caseId] = await made(client);
			return async () => {
				expect((await client.delete(path(id, caseId))).status).toBeLessThan(300);
				return id;
			};
		}],
	];
}

/** What happens to a record that exists. */
function change(make: (client: Client) => Promise<string>, path: (id: string) => string, body: Record<string, string | number>, before?: Record<string, string | number>): Deed {
	return async (client) => {
		const id = await make(client);
		if (before) await client.patch(path(id), before);
		return async () => {
			expect((await client.patch(path(id), body)).status).toBe(204);
			return id;
		};
	};
}

const ofAlert = (id: string) => `/alert/${id}`;
const ofCase = (id: string) => `/case/${id}`;
const ofTask = (id: string) => `/task/${id}`;
const task = async (client: Client) => (await client.post(`/case/${await newCase(client)}/task`, { title: 'Task' })).id;
const firstOf = async (reply: ReturnType<Client['post']>) => String((await reply).rows[0]?.['_id']);

async function jobOf(client: Client): Promise<() => Promise<string>> {
	const observable = await firstOf(client.post(`/case/${await newCase(client)}/observable`, { dataType: 'ip', data: '203.0.113.9' }));
	const [analyzer] = (await client.get('/connector/cortex/analyzer/type/ip')).rows;
	return async () => (await client.post('/connector/cortex/job', { analyzerId: String(analyzer?.['id']), cortexId: 'cortex', artifactId: observable })).id;
}

const DEEDS = new Map<string, Deed>([
	['alert.created', async (client) => async () => await alert(client)],
	['alert.updated', change(alert, ofAlert, { title: 'Other' })],
	['alert.assigned', change(alert, ofAlert, { assignee: 'analyst@main.test' })],
	['alert.closed', change(alert, ofAlert, { status: 'FalsePositive' })],
	['alert.imported', async (client) => {
		const id = await alert(client);
		return async () => {
			await client.post(`/alert/${id}/case`, {});
			return id;
		};
	}],
	['alert.deleted', async (client) => {
		const id = await alert(client);
		return async () => {
			await client.delete(`/alert/${id}`);
			return id;
		};
	}],
	['case.created', async (client) => async () => await newCase(client)],
	['case.updated', change(newCase, ofCase, { title: 'Other' })],
	['case.assigned', change(newCase, ofCase, { assignee: 'n8n@main.test' })],
	['case.closed', change(newCase, ofCase, { status: 'TruePositive', summary: 's', impactStatus: 'NoImpact' })],
	['case.reopened', change(newCase, ofCase, { status: 'InProgress' }, { status: 'TruePositive', summary: 's', impactStatus: 'NoImpact' })],
	['case.merged', async (client) => {
		const ids = [await newCase(client), await newCase(client)];
		return async () => (await client.post(`/case/_merge/${ids.join(',')}`)).id;
	}],
	['case.deleted', async (client) => {
		const id = await newCase(client);
		return async () => {
			await client.delete(`/case/${id}`);
			return id;
		};
	}],
	...part('task', async (client, caseId) => (await client.post(`/case/${caseId}/task`, { title: 'Task' })).id, ofTask, { title: 'Other' }),
	['task.assigned', change(task, ofTask, { assignee: 'analyst@main.test' })],
	['task.completed', change(task, ofTask, { status: 'Completed' })],
	...part('taskLog', async (client, caseId) => (await client.post(`/task/${(await client.post(`/case/${caseId}/task`, { title: 'Task' })).id}/log`, { message: 'Looked' })).id, (id) => `/log/${id}`, { message: 'Other' }),
	...part('observable', async (client, caseId) => await firstOf(client.post(`/case/${caseId}/observable`, { dataType: 'other', data: `data ${(references += 1)}` })), (id) => `/observable/${id}`, { message: 'Other' }),
	...part('comment', async (client, caseId) => (await client.post(`/case/${caseId}/comment`, { message: 'Hm' })).id, (id) => `/comment/${id}`, { message: 'Other' }),
	...part('page', async (client, caseId) => (await client.post(`/case/${caseId}/page`, { title: 'Page', content: 'c', category: 'General' })).id, (id, caseId) => `/case/${caseId}/page/${id}`, { title: 'Other' }),
	...part('procedure', async (client, caseId) => (await client.post(`/case/${caseId}/procedure`, { patternId: 'T1566', occurDate: Date.now() })).id, (id) => `/procedure/${id}`, { description: 'Other' }),
	...part('customEvent', async (client, caseId) => (await client.post(`/case/${caseId}/customEvent`, { title: 'Event', date: Date.now() })).id, (id) => `/customEvent/${id}`, { title: 'Other' }),
	...part(
		'attachment',
		async (client, caseId) => {
			const form = new FormData();
			form.append('attachments', new Blob(['evidence']), 'evidence.txt');
			const { attachments } = (await client.post(`/case/${caseId}/attachments`, form)).object;
			const [attachment] = Array.isArray(attachments) ? attachments : [];
			return typeof attachment === 'object' && attachment !== null && '_id' in attachment ? String(attachment['_id']) : '';
		},
		(id, caseId) => `/case/${caseId}/attachment/${id}`,
		{ external: true },
	),
	...part('share', async (client, caseId) => await firstOf(client.post(`/case/${caseId}/shares`, { shares: [{ organisation: 'other', profile: 'analyst' }] })), (id) => `/case/share/${id}`, { profile: 'read-only' }),
	// TheHive tells with whom a case is not shared any more, not which share that was
	['share.deleted', async (client) => {
		const caseId = await newCase(client);
		await client.post(`/case/${caseId}/shares`, { shares: [{ organisation: 'other', profile: 'analyst' }] });
		return async () => {
			expect((await client.delete(`/case/${caseId}/shares`, { organisations: ['other'] })).status).toBe(204);
			return `${caseId}/other@`;
		};
	}],
	['job.created', jobOf],
	['job.updated', jobOf],
	['job.finished', jobOf],
]);

describe('The trigger tells of', () => {
	it('everything that the form offers', () => {
		expect([...DEEDS.keys(), ...NOBODY_CAN].toSorted()).toEqual(EVENT_OPTIONS.map(({ value }) => String(value)).toSorted());
	});

	it.each([...DEEDS])('%s', async (event, prepare) => {
		const act = await prepare(soc.analyst);
		const host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events: [event] } });
		sandbox.resetJournal();
		await host.start();
		try {
			await untilListening(sandbox);
			const id = await act();
			await until('the event', () => host.items.length > 0);
			expect(host.items[0]).toMatchObject({ event, object: { kind: event.split('.')[0], id: expect.stringContaining(id) }, by: expect.stringContaining('@'), what: expect.stringMatching(/^[A-Z].* by /) });
			expect(host.eventIds).toHaveLength(1);
		} finally {
			await host.stop();
		}
	});
});
