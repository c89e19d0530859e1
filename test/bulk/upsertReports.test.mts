import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { jsonOf, startBulk } from './bulkFixture.mts';

/** Create or Update where the input items differ in more than their values: in organisation, or in what they want done. */

let fixture: BulkFixture;
let sources = 0;
let source = '';

beforeAll(async () => {
	fixture = await startBulk('alert');
	const organisations = ['main', 'other'].map((organisation) => ({ organisation, profile: 'org-admin', default: organisation === 'main' }));
	await fixture.soc.admin.put('/user/analyst@main.test/organisations', { organisations });
});

afterAll(async () => await fixture.close());

beforeEach(() => {
	source = `reports ${++sources}`;
});

const upsert = async (input: IDataObject[], more: IDataObject = {}, onError?: 'continueRegularOutput') =>
	await fixture.run(
		{
			operation: 'createOrUpdate',
			title: 'Alert',
			description: 'd',
			type: 'test',
			source,
			sourceRef: '={{ $json.ref ?? "r" }}',
			alertUpsertFields: { observablesJson: '={{ $json.observables }}' },
			...more as Record<string, string>,
		},
		{ input, ...(onError ? { onError } : {}) },
	);

const ip = { dataType: 'ip', data: '203.0.113.1' };

describe.each([['main', 'other'], ['other', 'main']])('items of two organisations, %s first', (...organisations) => {
	const everywhere = { requestSettings: { organisation: '={{ $json.organisation }}' } };
	const input = organisations.map((organisation) => ({ organisation, observables: [ip] }));

	it('send no observable that their alerts have', async () => {
		expect(jsonOf((await upsert(input, everywhere)).items)).toMatchObject([{ action: 'created' }, { action: 'created' }]);
		fixture.mark();
		const { items, error } = await upsert(input, everywhere);
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ action: 'unchanged', observablesAdded: 0 }, { action: 'unchanged', observablesAdded: 0 }]);
		expect(fixture.wire().filter((request) => !request.includes('/query'))).toEqual([]);
	});

	it('get their alerts with the number of observables that they have now', async () => {
		await upsert(input, everywhere);
		const more = input.map((item) => ({ ...item, observables: [ip, { dataType: 'domain', data: 'evil.example' }] }));
		const { items } = await upsert(more, everywhere);
		expect(jsonOf(items)).toMatchObject([{ action: 'updated', observablesAdded: 1, observableCount: 2 }, { action: 'updated', observablesAdded: 1, observableCount: 2 }]);
	});
});

describe('several reports of one alert', () => {
	const optionsOf = (rules: IDataObject) => ({ alertUpsertOptions: Object.fromEntries(Object.keys(rules).map((name) => [name, `={{ $json.${name} }}`])) });

	it.each([[true, false], [false, true]])('reopen it when one of them says so (%s, %s)', async (...reopen) => {
		const made = await upsert([{}]);
		await fixture.analyst.send('PATCH', `/alert/${String(made.items[0]?.json._id)}`, { status: 'Ignored' });
		const { items } = await upsert(reopen.map((value) => ({ reopen: value })), optionsOf({ reopen }));
		expect(items.map(({ json, pairedItem }) => [json.status, json.action, pairedItem])).toEqual([['New', 'updated', [{ item: 0 }, { item: 1 }]]]);
	});

	it('give it and its case the observables when one of them says so', async () => {
		const made = await upsert([{}]);
		const [caseId = ''] = await fixture.newCases(1);
		await fixture.analyst.post(`/alert/${String(made.items[0]?.json._id)}/merge/${caseId}`, undefined);
		const rules = { addObservables: true, alsoToCase: true };
		const { items, error } = await upsert([{ observables: [ip], addObservables: false, alsoToCase: false }, rules], optionsOf(rules));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ action: 'updated', observablesAdded: 1 });
		expect([...fixture.sandbox.store.table('observable').all()].filter(({ parentId }) => parentId === caseId).map(({ data }) => data)).toEqual([ip.data]);
	});

	it.each([
		['Tags', { tagRule: 'merge' }, { tagRule: 'replace' }],
		['Overwrite', { overwrite: ['title', 'date'] }, { overwrite: ['title'] }],
	])('are refused where they contradict each other in %s, before anything is sent', async (field, first, second) => {
		fixture.mark();
		const input = [{ ...first }, { ref: 'other', ...second }, { ...second }];
		const { error } = await upsert(input, optionsOf(first));
		expect(error?.message).toBe(`'${field}' says something else than for item 0, which reports the same alert [item 2]`);
		expect(fixture.wire()).toEqual([]);
		const { items } = await upsert(input, optionsOf(first), 'continueRegularOutput');
		expect(items.map(({ json }) => json.action ?? json.error)).toEqual(['created', 'created', error?.message]);
	});

	it('may list what they overwrite in any order', async () => {
		const { error } = await upsert([{ overwrite: ['title', 'date'] }, { overwrite: ['date', 'title'] }], optionsOf({ overwrite: [] }));
		expect(error).toBeUndefined();
	});

	it('make one observable of those with the same value', async () => {
		const start = fixture.sandbox.requests.length;
		await upsert([
			{ observables: [{ ...ip, tags: ['first'], ioc: true, message: 'earlier', tlp: 3 }] },
			{ observables: [{ ...ip, tags: ['second', 'first'], ioc: false, sighted: true, message: 'later' }] },
		]);
		expect(fixture.sentSince(start, 'POST', /\/alert$/)).toMatchObject([
			{ observables: [{ ...ip, tags: ['first', 'second'], ioc: true, sighted: true, message: 'later', tlp: 3 }] },
		]);
	});
});
