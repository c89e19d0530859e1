import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { detailsOf, startBulk } from './bulkFixture.mts';

let fixture: BulkFixture;
let faults: BulkFixture['sandbox']['faults'];
let source = '';
let sources = 0;

beforeAll(async () => {
	fixture = await startBulk('alert');
	faults = fixture.sandbox.faults;
});

afterAll(async () => {
	faults.reset();
	await fixture.close();
});

beforeEach(() => {
	faults.reset();
	source = `upsert ${++sources}`;
});

const upsert = async (input: IDataObject[], more: IDataObject = {}, options: IDataObject = {}, run: { onError?: 'continueRegularOutput' } = {}) =>
	await fixture.run(
		{
			operation: 'createOrUpdate',
			title: '={{ $json.title }}',
			description: '={{ $json.description ?? "d" }}',
			type: 'test',
			source: `={{ $json.source ?? ${JSON.stringify(source)} }}`,
			sourceRef: '={{ $json.ref }}',
			alertUpsertFields: { tags: '={{ $json.tags }}', observablesJson: '={{ $json.observables }}', severity: '={{ $json.severity }}', ...more },
			alertUpsertOptions: options as Record<string, string>,
		},
		{ input, ...run },
	);

const stored = () => [...fixture.sandbox.store.table('alert').all()].filter((alert) => alert.source === source);
const observablesOf = (id: unknown) => [...fixture.sandbox.store.table('observable').all()].filter(({ parentId }) => parentId === id).map(({ data }) => data).sort();

describe('Create or Update', () => {
	it('creates what is missing, updates what differs, and leaves the rest alone', async () => {
		const first = await upsert([{ ref: 'a', title: 'A' }, { ref: 'b', title: 'B' }]);
		expect(first.error).toBeUndefined();
		expect(first.items.map(({ json }) => [json.sourceRef, json.action, json.title])).toEqual([['a', 'created', 'A'], ['b', 'created', 'B']]);
		fixture.mark();
		const { items } = await upsert([{ ref: 'a', title: 'A' }, { ref: 'b', title: 'B 2' }, { ref: 'c', title: 'C' }]);
		expect(fixture.wire()).toEqual(['POST /query?name=alerts-by-key', 'POST /alert', 'PATCH /alert/{id}', 'POST /query?name=read-alerts']);
		expect(items.map(({ json, pairedItem }) => [json.sourceRef, json.action, json.title, pairedItem])).toEqual([
			['a', 'unchanged', 'A', { item: 0 }],
			['b', 'updated', 'B 2', { item: 1 }],
			['c', 'created', 'C', { item: 2 }],
		]);
		expect(fixture.since().filter(({ method }) => method === 'PATCH').map(({ requestBody }) => requestBody)).toEqual([{ title: 'B 2' }]);
	});

	it('makes one alert of reports with the same key, linked to all of them', async () => {
		const { items } = await upsert([
			{ ref: 'a', title: 'first', tags: 'one', observables: [{ dataType: 'ip', data: '203.0.113.1' }] },
			{ ref: 'b', title: 'other' },
			{ ref: 'a', title: 'last', tags: 'two', observables: [{ dataType: 'ip', data: '203.0.113.1' }, { dataType: 'ip', data: '203.0.113.2' }] },
		]);
		expect(stored()).toHaveLength(2);
		expect(items.map(({ json, pairedItem }) => [json.title, json.tags, pairedItem])).toEqual([
			['last', ['one', 'two'], [{ item: 0 }, { item: 2 }]],
			['other', [], { item: 1 }],
		]);
		expect(observablesOf(items[0]?.json._id)).toEqual(['203.0.113.1', '203.0.113.2']);
	});

	it('merges tags, or replaces, or keeps them', async () => {
		await upsert([{ ref: 'a', title: 'A', tags: 'one,two' }]);
		expect((await upsert([{ ref: 'a', title: 'A', tags: 'two,three' }])).items[0]?.json.tags).toEqual(['one', 'two', 'three']);
		expect((await upsert([{ ref: 'a', title: 'A', tags: 'four' }], {}, { tagRule: 'keep' })).items[0]?.json).toMatchObject({ action: 'unchanged', tags: ['one', 'two', 'three'] });
		expect((await upsert([{ ref: 'a', title: 'A', tags: 'four' }], {}, { tagRule: 'replace' })).items[0]?.json.tags).toEqual(['four']);
	});

	it('adds only observables that are missing, for many alerts with one look', async () => {
		const refs = ['a', 'b', 'c'];
		await upsert(refs.map((ref) => ({ ref, title: ref, observables: [{ dataType: 'ip', data: '203.0.113.1' }, { dataType: 'domain', data: 'evil.example' }] })));
		fixture.mark();
		const { items } = await upsert(refs.map((ref) => ({ ref, title: ref, observables: [{ dataType: 'ip', data: '203.0.113.1' }, ...(ref === 'b' ? [{ dataType: 'ip', data: '203.0.113.9' }, { dataType: 'ip', data: '203.0.113.8' }] : [])] })));
		expect(fixture.wire()).toEqual(['POST /query?name=alerts-by-key', 'POST /query?name=known-observables', 'POST /alert/{id}/observable', 'POST /query?name=read-alerts']);
		expect(items.map(({ json }) => [json.action, json.observablesAdded, json.observableCount])).toEqual([['unchanged', 0, 2], ['updated', 2, 4], ['unchanged', 0, 2]]);
		const off = await upsert([{ ref: 'a', title: 'a', observables: [{ dataType: 'ip', data: '203.0.113.99' }] }], {}, { addObservables: false });
		expect(off.items[0]?.json.action).toBe('unchanged');
	});

	it('leaves verdicts alone, and reopens where that is wanted', async () => {
		const made = await upsert([{ ref: 'a', title: 'A' }]);
		const id = String(made.items[0]?.json._id);
		await fixture.analyst.send('PATCH', `/alert/${id}`, { status: 'FalsePositive', assignee: 'analyst@main.test' });
		const again = await upsert([{ ref: 'a', title: 'A', severity: 3 }], { status: 'New', summary: 'theirs' });
		expect(again.items[0]?.json).toMatchObject({ action: 'updated', severity: 3, status: 'FalsePositive' });
		expect(again.items[0]?.json.summary).toBeUndefined();
		const reopened = await upsert([{ ref: 'a', title: 'A' }], {}, { reopen: true });
		expect(reopened.items[0]?.json).toMatchObject({ action: 'updated', status: 'New' });
		const chosen = await upsert([{ ref: 'a', title: 'B' }], { summary: 'theirs' }, { overwrite: ['summary'] });
		expect(chosen.items[0]?.json).toMatchObject({ title: 'A', summary: 'theirs' });
	});

	it('of an alert with a case gives the case the observables too, and leaves the status', async () => {
		const made = await upsert([{ ref: 'a', title: 'A' }]);
		const [caseId = ''] = await fixture.newCases(1);
		await fixture.analyst.post(`/alert/${String(made.items[0]?.json._id)}/merge/${caseId}`, undefined);
		const { items, error } = await upsert([{ ref: 'a', title: 'A', observables: [{ dataType: 'ip', data: '203.0.113.7' }] }], { status: 'New' }, { alsoToCase: true, overwrite: ['status', 'title'] });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'Imported', observablesAdded: 1 });
		expect(observablesOf(caseId)).toEqual(['203.0.113.7']);
	});

	it('sends like changes together: at most about one request for an alert', async () => {
		const refs = Array.from({ length: 120 }, (_, index) => `${index}`);
		await upsert(refs.map((ref) => ({ ref, title: ref })));
		fixture.mark();
		await upsert(refs.map((ref) => ({ ref, title: ref, severity: 4 })));
		expect(fixture.wire().sort()).toEqual(['PATCH /alert/_bulk', 'PATCH /alert/_bulk', 'POST /query?name=alerts-by-key', 'POST /query?name=read-alerts']);
	});

	it('finds the alert of another writer who was faster', async () => {
		faults.indexDelayMs = 60_000;
		await fixture.analyst.post('/alert', { type: 'test', source, sourceRef: 'a', title: 'Theirs', description: 'd' });
		fixture.mark();
		const { items, error } = await upsert([{ ref: 'a', title: 'Ours' }]);
		expect(error).toBeUndefined();
		expect(fixture.wire().slice(0, 4)).toEqual(['POST /query?name=alerts-by-key', 'POST /alert', 'POST /query?name=alert-by-key', 'PATCH /alert/{id}']);
		expect(items[0]?.json).toMatchObject({ action: 'updated', title: 'Ours' });
		expect(stored()).toHaveLength(1);
	});

	it('of two at once makes one alert for each key', async () => {
		const input = Array.from({ length: 30 }, (_, index) => ({ ref: `${index}`, title: 'T' }));
		const [one, two] = await Promise.all([upsert(input), upsert([...input].reverse())]);
		expect([one.error, two.error]).toEqual([undefined, undefined]);
		expect(stored()).toHaveLength(30);
		const created = [...one.items, ...two.items].filter(({ json }) => json.action === 'created');
		expect(created).toHaveLength(30);
	});

	it.each(['reset-before', 'reset-after'] as const)('creates nothing twice when connections are cut (%s)', async (mode) => {
		const input = Array.from({ length: 20 }, (_, index) => ({ ref: `${index}`, title: 'T' }));
		faults.failNext({ mode, times: 5, match: (method, path) => method === 'POST' && path === '/api/v1/alert' });
		const { items, error } = await upsert(input);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(20);
		expect(stored()).toHaveLength(20);
	});

	it('tells of each alert that TheHive refuses', async () => {
		const { items } = await upsert(
			[{ ref: 'a', title: 'A' }, { ref: 'b', title: 'B', observables: [{ dataType: 'nonsense', data: 'x' }] }, { ref: '', title: 'C' }],
			{},
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(items[0]?.json.action).toBe('created');
		expect(detailsOf(items[1])).toMatchObject({ status: 400, item: 1, outcome: 'failed' });
		expect(items[2]?.json.error).toBe("'Source Reference' is empty [item 2]");
		expect(stored()).toHaveLength(1);
	});

	it('refuses a rule that it does not know', async () => {
		fixture.mark();
		const { error } = await upsert([{ ref: 'a', title: 'A' }], {}, { overwrite: ['nonsense'] });
		expect(error?.message).toBe("'If the Alert Exists' cannot overwrite 'nonsense' [item 0]");
		expect(fixture.wire()).toEqual([]);
	});
});
