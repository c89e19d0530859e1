import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNode } from '../harness/runNode.mts';
import { Client } from '../sandbox/client.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY, SEED_LOGIN } from '../sandbox/seed.mts';

/** The searches that SOC playbooks are built on, each as the form holds it: no expression, no JSON. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MESSAGE_ID = '<20260310.42@mail.example>';

type Row = IDataObject;

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc' });
	client = Client.withKey(sandbox.url, SEED_API_KEY);
	const now = Date.now();
	const { id: caseId } = await client.post('/case', {
		title: 'Invoice that nobody ordered',
		description: 'Reported twice',
		tags: [`message-id:${MESSAGE_ID}`],
		assignee: SEED_LOGIN,
		customFields: { ticket: 'https://tickets.acme.example/INC-4711' },
	});
	await client.post('/case', { title: 'Left over from the night', description: 'd', severity: 4 });
	const { rows: mine } = await client.query({ _name: 'listCase' }, { _name: 'filter', _eq: { _field: 'title', _value: 'Left over from the night' } });
	await client.patch(`/case/${String(mine[0]?._id)}`, { assignee: null });
	for (const [title, dueDate] of [['Answer the user', now + 3 * HOUR], ['Write the report', now + 3 * DAY], ['Block the sender', now - HOUR]] as const) {
		await client.post(`/case/${caseId}/task`, { title, dueDate });
	}
	const { id: doneId } = await client.post(`/case/${caseId}/task`, { title: 'Call the user', dueDate: now + HOUR });
	await client.patch(`/task/${doneId}`, { status: 'Completed' });
	await client.post(`/case/${caseId}/observable`, { dataType: 'ip', data: ['203.0.113.77'] });
	await client.post(`/case/${caseId}/observable`, { dataType: 'domain', data: ['never-seen.example'] });
	await client.post(`/case/${caseId}/observable`, { dataType: 'mail-subject', data: ['Your invoice'] });
	const { id: offense } = await client.post('/alert', { type: 'qradar', source: 'qradar', sourceRef: 'offense-4711', title: 'Offense 4711', description: 'd' });
	await client.patch(`/alert/${offense}`, { status: 'FalsePositive' });
	await client.post('/alert', { type: 'qradar', source: 'qradar', sourceRef: 'offense-4712', title: 'Offense 4712', description: 'd' });
});

afterAll(async () => await sandbox.close());

async function search(parameters: INodeParameters): Promise<Row[]> {
	expect(JSON.stringify(parameters)).not.toContain('"=');
	const { items, error } = await runNode({ credential: { url: sandbox.url, apiKey: SEED_API_KEY }, parameters: { operation: 'getAll', returnAll: true, simple: false, ...parameters } });
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}

/** Everything of a kind, from which the test picks by hand. */
async function all(list: string): Promise<Row[]> {
	return JSON.parse((await client.query({ _name: list })).text);
}

const idsOf = (rows: Row[]) => rows.map(({ _id }) => String(_id)).sort();
const stampOf = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
const tagsOf = ({ tags }: Row): unknown[] => (Array.isArray(tags) ? tags : []);

/** What came is what was picked, and is something. */
function expectSame(found: Row[], wanted: Row[]) {
	expect(wanted.length).toBeGreaterThan(0);
	expect(idsOf(found)).toEqual(idsOf(wanted));
}

describe('every SOC asks for', () => {
	it('new alerts of high severity that wait for more than 30 minutes (SLA sweep)', async () => {
		const found = await search({
			resource: 'alert',
			alertPreset: 'new',
			filters: {
				rules: [
					{ field: 'severity', operator: 'greaterOrEqual', value: 'High' },
					{ field: '_createdAt', operator: 'olderThan', amount: 30, unit: 'minutes' },
				],
			},
		});
		const limit = Date.now() - 30 * 60_000;
		expectSame(found, (await all('listAlert')).filter(({ stage, severity, _createdAt }) => stage === 'New' && Number(severity) >= 3 && stampOf(_createdAt) < limit));
	});

	it('open tasks that are due in the next 24 hours (reminders)', async () => {
		const found = await search({
			resource: 'task',
			within: 'all',
			filters: {
				rules: [
					{ field: 'status', operator: 'in', values: 'Waiting, InProgress' },
					{ field: 'dueDate', operator: 'inTheNext', amount: 24, unit: 'hours' },
				],
			},
		});
		expect(found.map(({ title }) => title)).toEqual(['Answer the user']);
		expect(await search({ resource: 'task', within: 'all', taskPreset: 'dueSoon' })).toEqual(found);
		expect((await search({ resource: 'task', within: 'all', taskPreset: 'overdue' })).map(({ title }) => title)).toEqual(['Block the sender']);
	});

	it('observables that have one of these values (seen before?)', async () => {
		const known = (await all('listObservable')).filter(({ dataType }) => dataType === 'ip').map(({ data }) => String(data));
		const [first = '', second = ''] = [...new Set(known)];
		const found = await search({ resource: 'observable', within: 'all', filters: { rules: [{ field: 'data', operator: 'in', values: `${first}, ${second}, 192.0.2.254` }] } });
		expectSame(found, (await all('listObservable')).filter(({ data }) => data === first || data === second));
	});

	it('new addresses and domains of the last hour (enrichment)', async () => {
		const found = await search({
			resource: 'observable',
			within: 'all',
			filters: {
				rules: [
					{ field: 'dataType', operator: 'in', values: 'ip, domain, fqdn, url' },
					{ field: '_createdAt', operator: 'inTheLast', amount: 1, unit: 'hours' },
				],
			},
		});
		expect(found.map(({ data }) => data)).toEqual(expect.arrayContaining(['203.0.113.77', 'never-seen.example']));
		const since = Date.now() - HOUR;
		expectSame(found, (await all('listObservable')).filter(({ dataType, _createdAt }) => ['ip', 'domain', 'fqdn', 'url'].includes(String(dataType)) && stampOf(_createdAt) >= since));
	});

	it('the open alerts of a noisy rule (bulk close)', async () => {
		const found = await search({
			resource: 'alert',
			alertPreset: 'open',
			filters: {
				rules: [
					{ field: 'source', operator: 'equals', value: 'suricata' },
					{ field: 'title', operator: 'startsWith', value: 'Vulnerability scan' },
				],
			},
		});
		const noisy = (await all('listAlert')).filter(({ source, title, stage }) => source === 'suricata' && String(title).startsWith('Vulnerability scan') && (stage === 'New' || stage === 'InProgress'));
		expectSame(found, noisy);
	});

	it('the open case of a mail conversation (phishing mailbox)', async () => {
		const found = await search({ resource: 'case', casePreset: 'open', filters: { rules: [{ field: 'tags', operator: 'equals', value: `message-id:${MESSAGE_ID}` }] } });
		expect(found.map(({ title }) => title)).toEqual(['Invoice that nobody ordered']);
	});

	it('offenses whose alerts were closed today (sync back)', async () => {
		const found = await search({
			resource: 'alert',
			filters: {
				rules: [
					{ field: 'sourceRef', operator: 'startsWith', value: 'offense-' },
					{ field: 'stage', operator: 'equals', value: 'Closed' },
					{ field: 'closedDate', operator: 'inTheLast', amount: 1, unit: 'days' },
				],
			},
		});
		expect(found.map(({ sourceRef }) => sourceRef)).toEqual(['offense-4711']);
	});

	it('how many cases of the last 30 days are in which stage (KPI report)', async () => {
		const { items, error } = await runNode({
			credential: { url: sandbox.url, apiKey: SEED_API_KEY },
			parameters: { resource: 'case', operation: 'count', groupBy: 'stage', filters: { rules: [{ field: '_createdAt', operator: 'inTheLast', amount: 30, unit: 'days' }] } },
		});
		expect(error).toBeUndefined();
		const since = Date.now() - 30 * DAY;
		const counted = (await all('listCase')).filter(({ _createdAt }) => stampOf(_createdAt) >= since);
		expect(counted.length).toBeGreaterThan(0);
		for (const { json } of items) expect(json.count, String(json.value)).toBe(counted.filter(({ stage }) => stage === json.value).length);
		expect(items.reduce((sum, { json }) => sum + Number(json.count), 0)).toBe(counted.length);
	});

	it('open cases that are critical or about ransomware, and nobody has taken (on-call)', async () => {
		const found = await search({
			resource: 'case',
			casePreset: 'unassigned',
			filters: {
				groups: [
					{
						match: 'any',
						rules: { rules: [{ field: 'severity', operator: 'equals', value: 'Critical' }, { field: 'tags', operator: 'equals', value: 'ransomware' }] },
					},
				],
			},
		});
		expect(found.map(({ title }) => title)).toContain('Left over from the night');
		expectSame(found, (await all('listCase')).filter((row) => row.stage !== 'Closed' && row.assignee === undefined && (row.severity === 4 || tagsOf(row).includes('ransomware'))));
	});

	it('the case that belongs to a ticket, and cases with many affected hosts (ticket sync, custom fields)', async () => {
		const byTicket = await search({ resource: 'case', filters: { rules: [{ field: 'customFields.ticket', operator: 'endsWith', value: '/INC-4711' }] } });
		expect(byTicket.map(({ title }) => title)).toEqual(['Invoice that nobody ordered']);
		const affected = ({ customFields }: Row): number => {
			const list: unknown[] = Array.isArray(customFields) ? customFields : [];
			const field = list.find((entry): entry is { value: number } => typeof entry === 'object' && entry !== null && 'name' in entry && entry.name === 'affected-hosts');
			return field?.value ?? 0;
		};
		const many = await search({ resource: 'case', filters: { rules: [{ field: 'customFields.affected-hosts', operator: 'greaterOrEqual', value: '30' }] } });
		expectSame(many, (await all('listCase')).filter((row) => affected(row) >= 30));
	});
});
