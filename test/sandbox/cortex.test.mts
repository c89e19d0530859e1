import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Client } from './client.mts';
import { complaints, loadContract } from './contract.mts';
import { startSandbox } from './sandbox.mts';
import { SEED_API_KEY, SEED_CLIENT_API_KEY, SEED_READONLY_API_KEY } from './seed.mts';

const sandbox = await startSandbox({ seed: 'soc', cortexJobMs: 200 });
const analyst = Client.withKey(sandbox.url, SEED_API_KEY);
const validate = await loadContract();

/** Reads until it passes, for two seconds at most. */
async function until<T>(read: () => Promise<T>, passes: (value: T) => boolean): Promise<T> {
	for (let left = 40; left > 0; left -= 1) {
		const value = await read();
		if (passes(value)) return value;
		await sleep(50);
	}
	throw new Error('it did not come true');
}

async function newObservable(data: string): Promise<string> {
	const kase = await analyst.post('/case', { title: 'c', description: 'd' });
	const { rows } = await analyst.post(`/case/${kase.id}/observable`, { dataType: 'ip', data });
	return String(rows[0]?.['_id']);
}

const analyzers = async () => (await analyst.get('/connector/cortex/analyzer/type/ip')).rows;

describe('the seeded SOC', () => {
	afterAll(async () => {
		if (validate !== undefined) expect(complaints(sandbox.requests, validate)).toEqual([]);
		await sandbox.close();
	});

	it('holds what it promises, and the readers see it', async () => {
		const count = async (client: Client, name: string) => (await client.query({ _name: name }, { _name: 'count' })).body;
		expect(await count(analyst, 'listAlert')).toBe(240);
		expect(Number(await count(analyst, 'listCase'))).toBeGreaterThan(40);
		expect(await count(analyst, 'listPattern')).toBeGreaterThan(150);
		expect(await count(Client.withKey(sandbox.url, SEED_READONLY_API_KEY), 'listAlert')).toBe(240);
		expect(Number(await count(Client.withKey(sandbox.url, SEED_CLIENT_API_KEY), 'listCase'))).toBeGreaterThan(0);
		expect((await analyst.get('/customField')).rows.map(({ type }) => type).toSorted()).toEqual(['boolean', 'date', 'float', 'integer', 'string', 'url']);
	});

	it.each(['Alert', 'Case', 'Observable', 'Task', 'Log', 'Comment', 'Page', 'Procedure', 'Pattern', 'CaseTemplate', 'Audit', 'User', 'Attachment', 'CustomEvent', 'Share', 'Tag'])(
		'lists %s as documented',
		async (name) => {
			expect((await analyst.query({ _name: `list${name}` }, { _name: 'page', from: 0, to: 100, extraData: ['total'] })).rows.length).toBeGreaterThan(0);
		},
	);

	it('lists analyzers and responders', async () => {
		expect((await analyst.get('/connector/cortex/analyzer')).rows).toHaveLength(15);
		expect((await analyst.get('/connector/cortex/analyzer?range=0-3')).rows).toHaveLength(3);
		expect((await analyst.get('/api/connector/cortex/analyzer/type/mail')).rows.map(({ name }) => name)).toEqual(['HaveIBeenPwned_Query_2_0', 'MISP_2_1']);
		expect((await analyst.get('/connector/cortex/responders/case')).rows.length).toBeGreaterThan(2);
	});

	it('runs a job to its report', async () => {
		const id = await newObservable('203.0.113.200');
		const [analyzer] = await analyzers();
		const input = { analyzerId: String(analyzer?.['id']), cortexId: 'cortex', artifactId: id };
		const job = await analyst.post('/connector/cortex/job', input);
		expect(job.object).toMatchObject({ _type: 'case_artifact_job', status: 'Waiting', analyzerName: 'AbuseIPDB_1_1' });
		const read = async () => (await analyst.get(`/connector/cortex/job/${job.id}`)).object;
		await until(read, ({ status }) => status === 'InProgress');
		const done = await until(read, ({ status }) => status === 'Success');
		expect(done).toMatchObject({ report: { success: true, summary: { taxonomies: [{ namespace: 'AbuseIPDB' }] } } });
		expect((await analyst.get(`/observable/${id}`)).object).toMatchObject({ reports: { AbuseIPDB_1_1: { taxonomies: [{ predicate: '1' }] } } });
		expect((await analyst.query({ _name: 'getObservable', idOrName: id }, { _name: 'jobs' })).rows).toHaveLength(1);
		expect((await analyst.post('/connector/cortex/job/_bulk', { jobs: [input, input] })).rows).toHaveLength(2);
	});

	it('jobs on data with "fail" fail; wrong types and unknown ids are refused', async () => {
		const kase = await analyst.post('/case', { title: 'c', description: 'd' });
		const { rows } = await analyst.post(`/case/${kase.id}/observable`, { dataType: 'domain', data: 'fail.example' });
		const artifactId = String(rows[0]?.['_id']);
		const submit = (analyzerId: string, cortexId = 'cortex') => analyst.post('/connector/cortex/job', { analyzerId, cortexId, artifactId });
		const job = await submit('URLhaus_2_0');
		await until(async () => (await analyst.get(`/connector/cortex/job/${job.id}`)).object, ({ status }) => status === 'Failure');
		expect((await submit('AbuseIPDB_1_1')).status).toBe(400);
		expect((await submit('Nothing_1_0')).status).toBe(404);
		expect((await submit('URLhaus_2_0', 'elsewhere')).status).toBe(404);
		const viewer = Client.withKey(sandbox.url, SEED_READONLY_API_KEY);
		expect((await viewer.post('/connector/cortex/job', { analyzerId: 'URLhaus_2_0', cortexId: 'cortex', artifactId })).status).toBe(403);
	});

	it('runs a responder to its end', async () => {
		const kase = await analyst.post('/case', { title: 'c', description: 'd' });
		const [responder] = (await analyst.get(`/connector/cortex/responder/case/${kase.id}`)).rows;
		const action = await analyst.post('/connector/cortex/action', { responderId: String(responder?.['id']), objectType: 'case', objectId: kase.id });
		expect([action.status, action.object['status'], action.object['objectType']]).toEqual([200, 'Waiting', 'Case']);
		const done = await until(
			async () => (await analyst.query({ _name: 'getCase', idOrName: kase.id }, { _name: 'actions' })).rows,
			([one]) => one?.['status'] === 'Success',
		);
		expect(done).toHaveLength(1);
		expect((await analyst.get(`/connector/cortex/action/case/${kase.id}`)).rows).toHaveLength(1);
		expect((await analyst.get(`/case/${kase.id}`)).object).toMatchObject({ tags: [`responder:${String(responder?.['name']).toLowerCase()}`] });
	});

	it('makes reports', async () => {
		const [template] = (await analyst.query({ _name: 'listCaseReportTemplate' })).rows;
		const caseReportTemplateId = String(template?.['_id']);
		for (const format of ['html', 'markdown', 'docx']) {
			const report = await analyst.post('/case/1/report', { caseReportTemplateId, format });
			expect(report.status).toBe(201);
			expect((await analyst.get(`/caseReport/${report.id}/download`)).status).toBe(200);
		}
		expect((await analyst.post('/caseReport/render', { caseReportTemplateId, format: 'html', caseId: '1' })).text).toContain('<h1>Case #1');
		await analyst.get('/caseReportTemplate/_info');
		await analyst.get('/caseReport/formats');
	});
});
