import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { addServiceUser, Client, setUpSoc } from '../sandbox/client.mts';
import type { Soc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { TriggerHost, until, untilListening } from './runTrigger.mts';

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
	key = await addServiceUser(soc.admin);
	const host = new TriggerHost({ credential: { url: sandbox.url, apiKey: key }, parameters, ...extra });
	hosts.push(host);
	return host;
}

let count = 0;
const createAlert = async (client: Client, fields: Record<string, string | number> = {}) =>
	(await client.post('/alert', { type: 'test', source: 'vitest', sourceRef: `ref-${(count += 1)}`, title: `Alert ${count}`, description: 'd', ...fields })).id;

describe('the trigger', () => {
	it('tells of a created alert, with its whole story', async () => {
		const host = await hostWith({ events: ['alert.created'] });
		await host.start();
		const id = await createAlert(soc.analyst, { severity: 3 });
		await until('the event', () => host.items.length > 0);
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
		// n8n knows a key once for all workflows
		expect(host.executions[0]?.deduplicationKey).toMatch(new RegExp(`^thehive:workflow-1:node-1:.*:alert:${id}:created$`));
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
	it('cuts the long poll when it is closed', async () => {
		const host = await hostWith({ events: ['alert.created'] });
		await host.start();
		const polls = () => sandbox.requests.filter(({ method, path }) => method === 'GET' && path.includes('/stream/'));
		await until('the long poll', () => polls().length > 0);
		await host.stop();
		await until('the end of it', () => polls().every(({ finishedAt }) => finishedAt !== undefined));
		// 0: never answered
		expect(polls().map(({ status }) => status)).toContain(0);
	});
	it('does not start itself: changes by its own user do not count', async () => {
		const host = await hostWith({ events: ['alert.created', 'alert.updated'] });
		await host.start();
		const id = await createAlert(soc.analyst);
		await until('the event', () => host.items.length === 1);
		await Client.withKey(sandbox.url, key).patch(`/alert/${id}`, { severity: 1 });
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

	it('says nothing of what TheHive does by itself: observables of a new alert, shares of a new case, comments on a case', async () => {
		const old = (await soc.analyst.post('/case', { title: 'Old case', description: 'd' })).id;
		const host = await hostWith({ events: ['alert.created', 'alert.updated', 'case.created', 'case.updated'] });
		await host.start();
		const alert = await createAlert(soc.analyst);
		const alertWith = (
			await soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: 'with-observables', title: 'With observables', description: 'd', observables: [{ dataType: 'other', data: 'a' }, { dataType: 'other', data: 'b' }] })
		).id;
		const theCase = (await soc.analyst.post('/case', { title: 'New case', description: 'd', tasks: [{ title: 'Task' }] })).id;
		await soc.analyst.post(`/case/${old}/comment`, { message: 'touches the case' });
		await sleep(2_500);
		expect(host.eventIds.toSorted()).toEqual([`alert:${alert}:created`, `alert:${alertWith}:created`, `case:${theCase}:created`].toSorted());
	});

	it('names the parent, and includes whole records on demand', async () => {
		const theCase = (await soc.analyst.post('/case', { title: 'Parent', description: 'long text' })).id;
		const events = ['task.created', 'observable.created', 'comment.created', 'page.created', 'customEvent.created', 'taskLog.created'];
		const host = await hostWith({ events, options: { includeParent: true, includeEntity: true } });
		await host.start();
		const task = (await soc.analyst.post(`/case/${theCase}/task`, { title: 'Look' })).id;
		await soc.analyst.post(`/task/${task}/log`, { message: 'Looked' });
		await soc.analyst.post(`/case/${theCase}/observable`, { dataType: 'other', data: 'x' });
		await soc.analyst.post(`/case/${theCase}/comment`, { message: 'Hm' });
		await soc.analyst.post(`/case/${theCase}/page`, { title: 'Page', content: 'c', category: 'General' });
		await soc.analyst.post(`/case/${theCase}/customEvent`, { title: 'Event', date: Date.now() });
		await until('all', () => host.items.length === events.length);
		expect(new Set(host.items.map(({ event }) => event))).toEqual(new Set(events));
		for (const item of host.items) expect(item.parent, String(item.event)).toMatchObject({ kind: 'case', id: theCase, title: 'Parent', entity: { description: 'long text' } });
	});

	it('includes whole records also of kinds that TheHive has no address for', async () => {
		const theCase = (await soc.analyst.post('/case', { title: 'Parent', description: 'd' })).id;
		const host = await hostWith({ events: ['comment.created', 'taskLog.created'], options: { includeEntity: true } });
		sandbox.resetJournal();
		await host.start();
		await untilListening(sandbox);
		await soc.analyst.post(`/case/${theCase}/comment`, { message: 'Hm' });
		const task = (await soc.analyst.post(`/case/${theCase}/task`, { title: 'Look' })).id;
		await soc.analyst.post(`/task/${task}/log`, { message: 'Looked' });
		await until('both', () => host.items.length === 2);
		const entityOf = (event: string) => host.items.find((item) => item.event === event)?.entity;
		expect(entityOf('comment.created')).toMatchObject({ _type: 'Comment', createdBy: 'analyst@main.test', message: 'Hm', isEdited: false });
		expect(entityOf('taskLog.created')).toMatchObject({ _type: 'Log', _createdBy: 'analyst@main.test', message: 'Looked' });
	});

	it('tells of files, techniques and shares', async () => {
		const theCase = (await soc.analyst.post('/case', { title: 'Parent', description: 'd' })).id;
		const events = ['attachment.created', 'procedure.created', 'share.created'];
		const host = await hostWith({ events });
		await host.start();
		await sleep(200);
		const form = new FormData();
		form.append('attachments', new Blob(['evidence']), 'evidence.txt');
		await soc.analyst.post(`/case/${theCase}/attachments`, form);
		await soc.analyst.post(`/case/${theCase}/procedure`, { patternId: 'T1566', occurDate: Date.now() });
		await soc.analyst.post(`/case/${theCase}/shares`, { shares: [{ organisation: 'other', profile: 'analyst' }] });
		await until('all', () => host.items.length === events.length);
		expect(new Set(host.items.map(({ event }) => event))).toEqual(new Set(events));
		for (const item of host.items) expect(item.parent, String(item.event)).toMatchObject({ kind: 'case', id: theCase });
	});

	it('polls a server without event streams, and says so once', async () => {
		sandbox.faults.failNext({ match: (method, path) => method === 'POST' && path.includes('/stream'), status: 404, times: 1_000, body: { type: 'NotFound', message: 'no streams' } });
		const host = await hostWith({ events: ['alert.created', 'alert.updated'], options: { pollSeconds: 5 } });
		await host.start();
		await sleep(3_500);
		const id = await createAlert(soc.analyst);
		await until('the event', () => host.items.length === 1, 12_000);
		expect(host.eventIds).toEqual([`alert:${id}:created`]);
		expect(host.items[0]).toMatchObject({ foundBy: 'query' });
		expect(host.logs.filter(({ message }) => message.includes('no event stream'))).toHaveLength(1);
	});

	it.each<[string, unknown, string]>([
		['a page', '<html><body>Sign in</body></html>', 'text/html'],
		['words', 'please sign in', 'text/plain'],
		['an object', { message: 'sign in' }, 'application/json'],
		['nothing', '', 'text/plain'],
	])('takes no answer for a stream that is none: %s', async (_name, body, contentType) => {
		sandbox.faults.failNext({ match: (method, path) => method === 'POST' && path.includes('/stream'), status: 200, body, contentType });
		const host = await hostWith({ events: ['alert.created'] });
		sandbox.resetJournal();
		await host.start();
		await until('the next try', () => sandbox.requests.filter(({ method, path }) => method === 'POST' && path.includes('/stream')).length === 2);
		await untilListening(sandbox);
		expect(sandbox.requests.filter(({ method, path, status }) => method === 'GET' && path.includes('/stream') && status === 404)).toEqual([]);
		const lines = host.logs.filter(({ level }) => level === 'warn' || level === 'debug').map(({ message }) => message);
		expect(lines[0]).toMatch(/event stream.*TheHive was expected to answer with the id of a stream/);
	});

	it('keeps to the filter, which TheHive itself evaluates', async () => {
		const host = await hostWith({
			events: ['alert.created', 'alert.updated', 'case.created'],
			resource: 'alert',
			filters: { rules: [{ field: 'severity', operator: 'greaterOrEqual', value: 'High' }] },
		});
		await host.start();
		await createAlert(soc.analyst, { severity: 1 });
		const high = await createAlert(soc.analyst, { severity: 3 });
		const theCase = (await soc.analyst.post('/case', { title: 'Not filtered', description: 'd' })).id;
		await until('both', () => host.items.length === 2);
		await sleep(2_000);
		expect(new Set(host.eventIds)).toEqual(new Set([`alert:${high}:created`, `case:${theCase}:created`]));
	});

	it('starts only when a watched field changes from and to the watched values', async () => {
		const id = await createAlert(soc.analyst);
		const host = await hostWith({ events: ['alert.updated'], fieldChanges: { changes: [{ field: 'status', from: 'New', to: 'InProgress' }] } });
		await host.start();
		await soc.analyst.patch(`/alert/${id}`, { title: 'Other' });
		await soc.analyst.patch(`/alert/${id}`, { status: 'InProgress' });
		await soc.analyst.patch(`/alert/${id}`, { status: 'New' });
		await sleep(1_500);
		expect(host.items).toHaveLength(1);
		expect(host.items[0]?.changes).toContainEqual({ field: 'status', from: 'New', to: 'InProgress' });
	});

	it('starts from a date', async () => {
		const before = await createAlert(soc.analyst);
		await sleep(20);
		const startDate = new Date().toISOString();
		const ids = [await createAlert(soc.analyst), await createAlert(soc.analyst)];
		const host = await hostWith({ events: ['alert.created'], startFrom: 'date', startDate, deliver: 'batch' });
		await host.start();
		await until('both', () => host.items.length === 2);
		expect(host.eventIds).toEqual(ids.map((id) => `alert:${id}:created`));
		expect(host.eventIds).not.toContain(`alert:${before}:created`);
		expect(host.executions).toHaveLength(1);
	});

	it('tells of deletions and imports', async () => {
		const gone = await createAlert(soc.analyst);
		const promoted = await createAlert(soc.analyst);
		const host = await hostWith({ events: ['alert.deleted', 'alert.imported'] });
		await host.start();
		await sleep(300);
		await soc.analyst.delete(`/alert/${gone}`);
		const theCase = (await soc.analyst.post(`/alert/${promoted}/case`, {})).id;
		await until('both', () => host.items.length === 2);
		expect(host.items.find(({ event }) => event === 'alert.deleted')).toMatchObject({ eventId: `alert:${gone}:deleted`, entity: null, object: { id: gone } });
		expect(host.items.find(({ event }) => event === 'alert.imported')).toMatchObject({ object: { id: promoted }, parent: { kind: 'case', id: theCase } });
	});

	it('gives real events in a test run at once', async () => {
		const first = await createAlert(soc.analyst);
		await sleep(5);
		const second = await createAlert(soc.analyst);
		await soc.analyst.patch(`/alert/${first}`, { status: 'Ignored' });
		const host = await hostWith({ events: ['alert.created', 'alert.closed'] });
		const items = await host.test(2_000);
		expect(items.map(({ json }) => json.event)).toEqual(expect.arrayContaining(['alert.created', 'alert.closed']));
		expect(items.map(({ json }) => json.eventId)).toContain(`alert:${second}:created`);
		expect(host.saved).toBe('{}');
	});

	it('waits for the next event where a test run finds none', async () => {
		const host = await hostWith({ events: ['case.created'] });
		const running = host.test(8_000);
		await sleep(800);
		const id = (await soc.analyst.post('/case', { title: 'Live', description: 'd' })).id;
		expect((await running).map(({ json }) => json.eventId)).toEqual([`case:${id}:created`]);
	});

	it('logs an outage once and its end once, and loses nothing of it', async () => {
		const host = await hostWith({ events: ['alert.created'] });
		await host.start();
		await sleep(200);
		const restarting = sandbox.restart({ downMs: 2_500 });
		await restarting;
		const id = await createAlert(soc.analyst);
		await until('the event', () => host.items.length === 1);
		expect(host.eventIds).toEqual([`alert:${id}:created`]);
		await until('the end of the outage', () => host.logs.some(({ level }) => level === 'info'), 20_000);
		expect(host.logs.filter(({ level }) => level === 'warn')).toHaveLength(1);
		expect(host.logs.filter(({ level }) => level === 'info')).toHaveLength(1);
	});

	it('tells at once when it cannot be activated, and waits for TheHive when n8n starts again', async () => {
		const host = await hostWith({ events: ['alert.created'] });
		await host.start();
		await host.stop();
		sandbox.faults.failNext({ match: (_method, path) => path.includes('/user/current') || path.includes('/query'), status: 503, times: 3 });
		const id = await createAlert(soc.analyst);
		await host.start('init');
		await until('the event', () => host.items.length === 1, 15_000);
		expect(host.eventIds).toEqual([`alert:${id}:created`]);
		const wrong = new TriggerHost({ credential: { url: sandbox.url, apiKey: 'wrong' }, parameters: { events: ['alert.created'] } });
		await expect(wrong.start()).rejects.toThrow(/Authentication|401/i);
	});

	it('hands over again what n8n could not start', async () => {
		let broken = true;
		const host = await hostWith({ events: ['alert.created'] }, { refuses: () => broken });
		await host.start();
		const id = await createAlert(soc.analyst);
		await sleep(900);
		expect(host.items).toHaveLength(0);
		broken = false;
		await until('the event', () => host.items.length === 1);
		expect(host.eventIds).toEqual([`alert:${id}:created`]);
		expect(host.logs.filter(({ level }) => level === 'error')).toHaveLength(1);
	});

	it('slows a record down that starts the workflow too often, and hands its last state over', async () => {
		const id = await createAlert(soc.analyst);
		const host = await hostWith({ events: ['alert.updated'], ignoreChangesBy: 'nobody', options: { mostPerMinute: 3 } });
		await host.start();
		await sleep(200);
		for (let index = 0; index < 8; index++) {
			await soc.analyst.patch(`/alert/${id}`, { title: `Loop ${index}` });
			await sleep(150);
		}
		await sleep(500);
		expect(host.items).toHaveLength(3);
		expect(host.logs.filter(({ level }) => level === 'warn')).toHaveLength(1);
	});

	it('costs almost nothing while nothing happens', async () => {
		const host = await hostWith({ events: ['alert.created', 'alert.updated', 'case.created'] });
		await host.start();
		// what is looked at after the stream was opened
		await sleep(11_500);
		sandbox.resetJournal();
		await sleep(6_000);
		expect(sandbox.requests.filter(({ path }) => !path.includes('/stream'))).toEqual([]);
	});

	it('on a host without deduplication keys repeats only what a kill -9 left open, with the same event ids', async () => {
		const host = await hostWith({ events: ['alert.created'] }, { deduplicates: false });
		await host.start();
		for (let index = 0; index < 5; index++) await createAlert(soc.analyst);
		await until('all', () => host.items.length === 5);
		await sleep(1_200);
		await createAlert(soc.analyst);
		await until('the next', () => host.items.length === 6);
		await host.kill();
		await host.start('init');
		await sleep(1_500);
		const repeated = host.eventIds.filter((id, index) => host.eventIds.indexOf(id) !== index);
		expect(repeated.length).toBeLessThanOrEqual(1);
		expect(new Set(host.eventIds).size).toBe(6);
	});
});
