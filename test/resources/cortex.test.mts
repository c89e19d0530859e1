import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

const JOB_MS = 1000;

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let run: SocFixture['run'];
let caseId: string;

const worker = (name: string, dataTypeList: string[]) => ({ id: `id-of-${name}`, name, version: '1.0', description: `${name} of the test`, dataTypeList, cortexIds: ['local', 'remote'] });

const ANALYZERS = [
	worker('VirusTotal_GetReport_2_9', ['ip', 'domain']),
	worker('VirusTotal_GetReport_3_1', ['ip', 'domain']),
	worker('AbuseIPDB_1_0', ['ip']),
	worker('MaxMind_GeoIP_4_0', ['ip']),
	worker('Hashdd_Status_2_0', ['hash']),
];
const RESPONDERS = [
	worker('Mailer_1_0', ['thehive:case', 'thehive:case_task', 'thehive:alert', 'thehive:case_task_log']),
	worker('Block_1_0', ['thehive:case_artifact']),
];

beforeAll(async () => {
	fixture = await startSoc('cortex', { cortexJobMs: JOB_MS });
	({ sandbox, analyst, run } = fixture);
	// analyzers belong to a Cortex server: TheHive's API has no way to make them
	const base = { _createdAt: 1, _createdBy: 'admin@thehive.local' };
	[...ANALYZERS.map((value) => ['analyzer', value] as const), ...RESPONDERS.map((value) => ['responder', value] as const)].forEach(([area, value], index) => {
		sandbox.store.restore('setting', { ...base, _id: `~${900_000 + index}`, kind: 'setting', ownerId: 'instance', area, name: value.id, value });
	});
	caseId = (await analyst.post('/case', { title: 'Beaconing', description: '' })).id;
});

afterAll(async () => await fixture.close());

let last = 0;
let observableId: string;

const addObservable = async (data: string, dataType = 'ip') => String((await analyst.post(`/case/${caseId}/observable`, { dataType, data })).rows[0]?._id);

beforeEach(async () => {
	last += 1;
	observableId = await addObservable(`198.51.100.${last}`);
});

const paths = (start: number, method: string, path: RegExp) =>
	sandbox.requests.slice(start).filter((request) => request.method === method && path.test(request.path)).map((request) => request.path);

const byAnalyzer = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.analyzerName);

describe('Run Analyzers', () => {
	it('runs three analyzers of a second each: all three reports with at most 12 polls', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'runAnalyzers',
			observableId,
			analyzers: ['VirusTotal_GetReport_3_1', 'AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0'],
		});
		expect(error).toBeUndefined();
		expect(byAnalyzer(items)).toEqual(['VirusTotal_GetReport_3_1', 'AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0']);
		for (const { json, pairedItem } of items) {
			expect(json).toMatchObject({ status: 'Success', observableId, dataType: 'ip', cortexId: 'local', reused: false, artifacts: [] });
			expect(json.taxonomies).toEqual([expect.objectContaining({ level: expect.any(String), namespace: expect.any(String) })]);
			expect(json.full).toMatchObject({ verdict: expect.any(String) });
			expect(pairedItem).toEqual({ item: 0 });
		}
		expect(paths(start, 'GET', /\/cortex\/job\//).length).toBeLessThanOrEqual(12);
		expect(fixture.sentSince(start, 'POST', /\/job\/_bulk$/)).toEqual([
			{
				jobs: ['VirusTotal_GetReport_3_1', 'AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0'].map((name) => ({ analyzerId: `id-of-${name}`, artifactId: observableId, cortexId: 'local' })),
			},
		]);
	});

	it('runs all that apply, chosen parts of the report only', async () => {
		const { items } = await run({ operation: 'runAnalyzers', observableId, analyzersToRun: 'all', analyzerOptions: { reportParts: ['summary'] } });
		expect(byAnalyzer(items).sort()).toEqual(['AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0', 'VirusTotal_GetReport_2_9', 'VirusTotal_GetReport_3_1']);
		for (const { json } of items) {
			expect(json).toHaveProperty('taxonomies');
			expect(json).not.toHaveProperty('full');
			expect(json).not.toHaveProperty('artifacts');
		}
	});

	it('knows analyzers by name without version, in any case, from plain text', async () => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'runAnalyzers', observableId, analyzers: '={{ "virustotal_getreport, id-of-AbuseIPDB_1_0" }}', wait: false, analyzerOptions: { cortexId: 'remote', parameters: '{"deep":true}' } });
		expect(items.map(({ json }) => json.status)).toEqual(['Waiting', 'Waiting']);
		expect(fixture.sentSince(start, 'POST', /\/job\/_bulk$/)).toMatchObject([
			{ jobs: [{ analyzerId: 'id-of-VirusTotal_GetReport_3_1', cortexId: 'remote', parameters: { deep: true } }, { analyzerId: 'id-of-AbuseIPDB_1_0' }] },
		]);
		expect(paths(start, 'GET', /\/cortex\/job\//)).toEqual([]);
	});

	it('runs no more at a time than allowed, and starts singly where the server has no bulk route', async () => {
		sandbox.faults.failNext({ match: (_method, path) => path.includes('/job/_bulk'), status: 404, body: { type: 'NotFound', message: 'POST /api/v1/connector/cortex/job/_bulk' } });
		const other = await addObservable(`203.0.113.${last}`);
		const start = sandbox.requests.length;
		const { items, error } = await run(
			{ operation: 'runAnalyzers', observableId: '={{ $json.id }}', analyzers: ['AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0'], analyzerOptions: { maxRunning: 2 } },
			{ input: [{ id: observableId }, { id: other }] },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.observableId, json.analyzerName, json.status, pairedItem])).toEqual([
			[observableId, 'AbuseIPDB_1_0', 'Success', { item: 0 }],
			[observableId, 'MaxMind_GeoIP_4_0', 'Success', { item: 0 }],
			[other, 'AbuseIPDB_1_0', 'Success', { item: 1 }],
			[other, 'MaxMind_GeoIP_4_0', 'Success', { item: 1 }],
		]);
		expect(paths(start, 'POST', /\/cortex\/job$/)).toHaveLength(4);
		const jobs = [...sandbox.store.table('job').all()].filter((job) => [observableId, other].includes(job.observableId));
		const [third] = jobs.map(({ startDate }) => startDate).sort((a, b) => a - b).slice(2);
		expect(third).toBeGreaterThanOrEqual(Math.min(...jobs.map(({ endDate }) => endDate ?? 0)));
	});

	it('runs once what several items ask for', async () => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0'] }, { input: [{}, {}] });
		expect(items.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual([['Success', { item: 0 }], ['Success', { item: 1 }]]);
		expect(paths(start, 'POST', /\/cortex\/job/)).toHaveLength(1);
	});

	it('uses a report again that is young enough', async () => {
		await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0'] });
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0'], analyzerOptions: { reuseHours: 1 } });
		expect(items.map(({ json }) => [json.analyzerName, json.reused, json.status])).toEqual([
			['AbuseIPDB_1_0', true, 'Success'],
			['MaxMind_GeoIP_4_0', false, 'Success'],
		]);
		expect(items[0]?.json.full).toBeDefined();
		expect(paths(start, 'POST', /\/cortex\/job/)).toHaveLength(1);
	});

	it('reports the ones that did not succeed beside the others', async () => {
		const doomed = await addObservable('fail.example', 'domain');
		const { items, errorItems } = await run(
			{ operation: 'runAnalyzers', observableId: '={{ $json.id }}', analyzers: ['VirusTotal_GetReport'] },
			{ input: [{ id: doomed }, { id: observableId }], onError: 'continueErrorOutput' },
		);
		expect(byAnalyzer(items)).toEqual(['VirusTotal_GetReport_3_1']);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0]?.json).toMatchObject({
			error: 'VirusTotal_GetReport_3_1 did not succeed: Service unavailable',
			details: { status: 'Failure', observableId: doomed, analyzerName: 'VirusTotal_GetReport_3_1', jobId: expect.any(String), item: 0 },
		});
	});

	it('gives the ones that did not succeed the same fields at the top where they stand among the others', async () => {
		const doomed = await addObservable('fail3.example', 'domain');
		const { items } = await run(
			{ operation: 'runAnalyzers', observableId: '={{ $json.id }}', analyzers: ['VirusTotal_GetReport'] },
			{ input: [{ id: doomed }, { id: observableId }] },
		);
		expect(items.map(({ json }) => [json.observableId, json.dataType, json.analyzerName, json.status, json.error])).toEqual([
			[doomed, 'domain', 'VirusTotal_GetReport_3_1', 'Failure', 'VirusTotal_GetReport_3_1 did not succeed: Service unavailable'],
			[observableId, 'ip', 'VirusTotal_GetReport_3_1', 'Success', undefined],
		]);
	});

	it('leaves out chosen analyzers that do not apply if told so, but no name that none has', async () => {
		const skipping = { operation: 'runAnalyzers', observableId, analyzerOptions: { skipInapplicable: true } };
		const { items, error } = await run({ ...skipping, analyzers: ['Hashdd_Status_2_0', 'AbuseIPDB'] });
		expect(error).toBeUndefined();
		expect(byAnalyzer(items)).toEqual(['AbuseIPDB_1_0']);
		const none = await run({ ...skipping, analyzers: ['Hashdd_Status'] });
		expect(none.items.map(({ json }) => json)).toEqual([expect.objectContaining({ observableId, status: 'NoAnalyzer', message: 'No chosen analyzer takes data type ip' })]);
		const misspelt = await run({ ...skipping, analyzers: ['AbuseIPBD'] });
		expect(misspelt.error?.message).toContain("'Analyzer Names or IDs' names 'AbuseIPBD'");
	});

	it('starts none again whose answer was lost', async () => {
		sandbox.faults.failNext({ match: (_method, path) => path.includes('/job/_bulk'), mode: 'reset-after' });
		const before = [...sandbox.store.table('job').all()].length;
		const { items } = await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0', 'MaxMind_GeoIP_4_0'] }, { onError: 'continueRegularOutput' });
		expect(items).toHaveLength(2);
		for (const { json } of items) expect(String(json.error)).toContain('The connection to TheHive was cut');
		expect([...sandbox.store.table('job').all()].length).toBe(before + 2);
	});

	it('says which have not finished in time', async () => {
		const { items } = await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0'], analyzerOptions: { timeoutSeconds: 1 } });
		// the last look comes when the time is over
		expect([String(items[0]?.json.error ?? ''), items[0]?.json.status]).toEqual(
			items[0]?.json.error === undefined ? ['', 'Success'] : ['AbuseIPDB_1_0 has not finished in time', expect.stringMatching(/Waiting|InProgress/)],
		);
	});

	it('stops waiting when the execution is stopped', async () => {
		const controller = new AbortController();
		const stopping = new Promise((resolve) => setTimeout(resolve, 500)).then(() => controller.abort());
		const begun = Date.now();
		await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0'] }, { abortSignal: controller.signal });
		await stopping;
		expect(Date.now() - begun).toBeLessThan(1900);
	});

	it('says where no analyzer applies', async () => {
		const odd = await addObservable('whatever', 'other');
		const { items } = await run({ operation: 'runAnalyzers', observableId: odd, analyzersToRun: 'all' });
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining({ observableId: odd, status: 'NoAnalyzer' })]);
	});

	it.each([
		['an unknown analyzer', { analyzers: ['Nonsense'] }, "'Analyzer Names or IDs' names 'Nonsense', but no analyzer for data type ip has that name"],
		['one that takes another type', { analyzers: ['Hashdd_Status_2_0'] }, 'the option Skip Analyzers That Do Not Apply leaves it out'],
		['none', { analyzers: '={{ [] }}' }, "'Analyzer Names or IDs' is empty"],
		['no observable', { analyzers: ['AbuseIPDB_1_0'], observableId: '={{ $json.nothing }}' }, "'Observable' is"],
		['parameters that are no JSON', { analyzers: ['AbuseIPDB_1_0'], analyzerOptions: { parameters: '{' } }, "'Parameters' is no valid JSON"],
		['an unknown part', { analyzers: ['AbuseIPDB_1_0'], analyzerOptions: { reportParts: '={{ ["all"] }}' } }, "'Report' has no part 'all'"],
	])('refuses %s and starts nothing', async (_what, parameters, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'runAnalyzers', observableId, ...parameters });
		expect(`${error?.message} ${error?.description}`).toContain(message);
		expect(paths(start, 'POST', /cortex/)).toEqual([]);
	});
});

describe('Run Responder', () => {
	const task = async () => (await analyst.post(`/case/${caseId}/task`, { title: 'Inform' })).id;

	it.each([
		['case', async () => caseId, 'Mailer'],
		['alert', async () => (await analyst.post('/alert', { type: 't', source: 's', sourceRef: 'r', title: 'x', description: '' })).id, 'Mailer'],
		['case_task', task, 'Mailer'],
		['case_task_log', async () => (await analyst.post(`/task/${await task()}/log`, { message: 'x' })).id, 'Mailer'],
		['case_artifact', async () => observableId, 'Block'],
	])('runs on a %s and waits', async (objectType, target, responderId) => {
		const objectId = await target();
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'runResponder', objectType, objectId, responderId, responderOptions: { tlp: 'Amber', parameters: '{"to":"soc@example.org"}' } });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { status: 'Success', objectId, report: { success: true }, operations: [{ status: 'Success' }] }, pairedItem: { item: 0 } }]);
		expect(fixture.sentSince(start, 'POST', /\/cortex\/action$/)).toEqual([
			{ objectType, objectId, responderId: `id-of-${responderId}_1_0`, cortexId: 'local', tlp: 2, parameters: { to: 'soc@example.org' } },
		]);
	});

	it('starts those of many items together and gives each result', async () => {
		const doomed = await addObservable('fail2.example', 'domain');
		const start = sandbox.requests.length;
		const { items } = await run(
			{ operation: 'runResponder', objectType: 'case_artifact', objectId: '={{ $json.id }}', responderId: { __rl: true, mode: 'id', value: 'Block_1_0' } },
			{ input: [{ id: doomed }, { id: observableId }, { id: '~1' }], onError: 'continueRegularOutput' },
		);
		expect(paths(start, 'POST', /\/cortex\/actions$/)).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ error: 'Block_1_0 did not succeed: Service unavailable', objectId: doomed, status: 'Failure', details: { status: 'Failure', item: 0 } });
		expect(items[1]?.json).toMatchObject({ status: 'Success' });
		expect(String(items[2]?.json.error)).toContain('not found');
	});

	it('has a route that starts it by ID, as older AI agents run it', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'runResponder', objectType: 'case', objectId: caseId, responderId: 'id-of-Mailer_1_0', responderOptions: { timeoutSeconds: 5, tlp: 3 } }, { routedOnly: true });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/cortex\/action$/)).toEqual([{ objectType: 'case', objectId: caseId, responderId: 'id-of-Mailer_1_0', tlp: 3 }]);
		expect(items).toMatchObject([{ json: { status: 'Waiting' }, pairedItem: { item: 0 } }]);
	});

	it('need not wait', async () => {
		const { items } = await run({ operation: 'runResponder', objectType: 'case', objectId: caseId, responderId: 'Mailer_1_0', wait: false });
		expect(items[0]?.json).toMatchObject({ status: 'Waiting', responderName: 'Mailer_1_0' });
	});

	it.each([
		['a responder for other records', { objectType: 'case', responderId: 'Block_1_0' }, "'Responder' names 'Block_1_0', but no responder for this record has that name"],
		['an unknown kind of record', { objectType: '={{ "planet" }}', responderId: 'Mailer' }, "'Record Type' cannot be 'planet'"],
		['no responder', { objectType: 'case', responderId: '={{ $json.nothing }}' }, "'Responder' is"],
		['no record', { objectType: 'case', objectId: '={{ $json.nothing }}', responderId: 'Mailer' }, "'Record' is"],
	])('refuses %s', async (_what, parameters, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'runResponder', objectId: caseId, ...parameters });
		expect(error?.message).toContain(message);
		expect(paths(start, 'POST', /cortex/)).toEqual([]);
	});
});

describe('what there is', () => {
	it('lists analyzers, all or by data type', async () => {
		const all = await run({ operation: 'getAnalyzers' });
		expect(all.items).toHaveLength(ANALYZERS.length);
		const some = await run({ operation: 'getAnalyzers', analyzerDataType: 'hash' });
		expect(some.items).toMatchObject([{ json: { name: 'Hashdd_Status_2_0' }, pairedItem: { item: 0 } }]);
	});

	it('gets one analyzer', async () => {
		const { items } = await run({ operation: 'getAnalyzer', analyzerId: 'id-of-AbuseIPDB_1_0' });
		expect(items).toMatchObject([{ json: { name: 'AbuseIPDB_1_0', dataTypeList: ['ip'] } }]);
	});

	it('lists responders for a kind of record and for one record', async () => {
		const kind = await run({ operation: 'getResponders', objectType: 'case_artifact' });
		expect(kind.items).toMatchObject([{ json: { name: 'Block_1_0' } }]);
		const start = sandbox.requests.length;
		const one = await run({ operation: 'getResponders', objectType: 'case', respondersFor: 'record', objectId: caseId });
		expect(one.items).toMatchObject([{ json: { name: 'Mailer_1_0' } }]);
		expect(paths(start, 'GET', /./)).toEqual([`/api/v1/connector/cortex/responder/case/${encodeURIComponent(caseId)}`]);
	});

	it('knows a kind of record by its name, too, and refuses what is none', async () => {
		const { items } = await run({ operation: 'getResponders', objectType: '={{ "observable" }}' });
		expect(items).toMatchObject([{ json: { name: 'Block_1_0' } }]);
		for (const operation of ['getResponders', 'getActions']) {
			const start = sandbox.requests.length;
			const { error } = await run({ operation, objectType: '={{ "planet" }}', objectId: caseId });
			expect(error?.message).toContain("'Record Type' cannot be 'planet'");
			expect(sandbox.requests).toHaveLength(start);
		}
	});

	it('gets jobs and actions', async () => {
		await run({ operation: 'runAnalyzers', observableId, analyzers: ['AbuseIPDB_1_0'] });
		const jobs = await run({ operation: 'getJobs', observableId, returnAll: true });
		expect(jobs.items).toMatchObject([{ json: { analyzerName: 'AbuseIPDB_1_0', status: 'Success' } }]);
		const found = await run({ operation: 'getJobs', jobsOf: 'all', filters: { rules: [{ field: 'analyzerName', operator: 'equals', value: 'AbuseIPDB_1_0' }] }, limit: 2 });
		expect(found.items.length).toBe(2);
		const job = await run({ operation: 'getJob', jobId: String(jobs.items[0]?.json._id) });
		expect(job.items).toMatchObject([{ json: { status: 'Success', report: { success: true } } }]);
		await run({ operation: 'runResponder', objectType: 'case_artifact', objectId: observableId, responderId: 'Block' });
		const actions = await run({ operation: 'getActions', objectType: 'case_artifact', objectId: observableId });
		expect(actions.items).toMatchObject([{ json: { responderName: 'Block_1_0', status: 'Success', report: { success: true } }, pairedItem: { item: 0 } }]);
	});

	it('reads actions by a query where the server has no such route', async () => {
		await run({ operation: 'runResponder', objectType: 'case_artifact', objectId: observableId, responderId: 'Block', wait: false });
		sandbox.faults.failNext({ match: (_method, path) => path.includes('/cortex/action/'), status: 404, body: { type: 'NotFound', message: 'GET' } });
		const { items, error } = await run({ operation: 'getActions', objectType: 'case_artifact', objectId: observableId });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { responderName: 'Block_1_0' }, pairedItem: { item: 0 } }]);
		const unknown = await run({ operation: 'getActions', objectType: 'case', objectId: '~1' });
		expect(unknown.error?.message).toContain('not found');
	});

	it('keeps templates of reports', async () => {
		const analyzer = 'AbuseIPDB_1_0';
		const admin = async (parameters: Record<string, string>) =>
			await run(parameters, { credential: { url: sandbox.url, authentication: 'basicAuth', login: 'admin@thehive.local', password: 'secret' } });
		const made = await admin({ operation: 'createTemplate', analyzerName: analyzer, content: '<b>old</b>' });
		expect(made.error).toBeUndefined();
		const analyzerTemplateId = String(made.items[0]?.json.id);
		const changed = await admin({ operation: 'updateTemplate', analyzerTemplateId, content: '<b>new</b>' });
		expect(changed.items).toMatchObject([{ json: { analyzerId: analyzer, content: '<b>new</b>' } }]);
		const read = await admin({ operation: 'getTemplate', analyzerName: analyzer });
		expect(read.items).toMatchObject([{ json: { analyzerId: analyzer, content: '<b>new</b>' }, pairedItem: { item: 0 } }]);
		const listed = await admin({ operation: 'getTemplates', returnAll: 'true' });
		expect(listed.items).toMatchObject([{ json: { analyzerId: analyzer } }]);
		const gone = await admin({ operation: 'deleteTemplate', analyzerTemplateId });
		expect(gone.items).toMatchObject([{ json: { deleted: true, id: analyzerTemplateId } }]);
	});

	it.each([
		['getJob', { jobId: '={{ $json.nothing }}' }, "'Job ID' is"],
		['getAnalyzer', { analyzerId: '={{ $json.nothing }}' }, "'Analyzer' is"],
		['getActions', { objectType: 'case', objectId: '={{ $json.nothing }}' }, "'Record' is"],
		['getJobs', { observableId: '={{ $json.nothing }}' }, "'Observable' is"],
	])('%s without an ID sends nothing', async (operation, parameters, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation, ...parameters });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(start);
	});
});

describe('in the editor', () => {
	const context = (parameters: Record<string, string>) => editorContext(fixture.credential, { resource: 'cortex', ...parameters });

	it('offers analyzers and responders by name', async () => {
		expect((await loadOptions.getAnalyzers.call(context({}))).map(({ value }) => value)).toContain('AbuseIPDB_1_0');
		expect((await listSearch.searchAnalyzers.call(context({}), 'abuse')).results).toEqual([{ name: 'AbuseIPDB_1_0', value: 'id-of-AbuseIPDB_1_0' }]);
		expect((await listSearch.searchResponders.call(context({ operation: 'runResponder', objectType: 'case_artifact' }))).results).toMatchObject([{ name: 'Block_1_0' }]);
	});

	it('offers the records of the chosen kind', async () => {
		expect((await listSearch.searchResponderTargets.call(context({ operation: 'runResponder', objectType: 'case' }), 'Beaconing')).results).toMatchObject([{ value: caseId }]);
		expect((await listSearch.searchResponderTargets.call(context({ operation: 'runResponder', objectType: 'case_artifact' }), `198.51.100.${last}`)).results.map(({ value }) => value)).toContain(observableId);
	});
});
