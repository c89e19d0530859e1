import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let credential: SocFixture['credential'];
let run: SocFixture['run'];
let caseId: string;

const newCase = async (title = 'Phishing') => (await analyst.post('/case', { title, description: '' })).id;

beforeAll(async () => {
	fixture = await startSoc('observable');
	({ sandbox, analyst, credential, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = await newCase();
});

const sentSince = (start: number, method = 'POST', path = /\/observable$/) => fixture.sentSince(start, method, path);

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);

describe('Create', () => {
	it('detects the types and sends one request for each, an item for each value', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'create',
			parent: 'case',
			caseId,
			data: 'hxxps[:]//evil[.]example/a\n203.0.113.7\nevil[.]example\n203[.]0[.]113[.]8\n"203.0.113.7",\n',
			observableCreateFields: { ioc: true, tags: 'phishing,mail', tlp: 'Red', sightedAt: '2026-01-31T08:00:00Z' },
		});
		expect(error).toBeUndefined();
		const common = { ioc: true, tags: ['phishing', 'mail'], tlp: 4, sightedAt: Date.parse('2026-01-31T08:00:00Z') };
		expect(sentSince(start)).toEqual([
			{ ...common, dataType: 'url', data: ['https://evil.example/a'] },
			{ ...common, dataType: 'ip', data: ['203.0.113.7', '203.0.113.8'] },
			{ ...common, dataType: 'domain', data: ['evil.example'] },
		]);
		expect(items.map(({ json }) => json.data)).toEqual(['https://evil.example/a', '203.0.113.7', 'evil.example', '203.0.113.8']);
		for (const { json, pairedItem } of items) {
			expect(json._id).toMatch(/^~\d+$/);
			expect(pairedItem).toEqual({ item: 0 });
		}
	});

	it('takes a list, a fixed type, and leaves values as they are where refanging is off', async () => {
		const start = sandbox.requests.length;
		const { items } = await run(
			{ operation: 'create', parent: 'case', caseId, dataType: 'other', data: '={{ $json.values }}', observableCreateOptions: { refang: false } },
			{ input: [{ values: ['evil[.]example', 'b'] }] },
		);
		expect(sentSince(start)).toEqual([{ dataType: 'other', data: ['evil[.]example', 'b'] }]);
		expect(items).toHaveLength(2);
	});

	it('takes apart indicators that stand in one line, but not what is one text', async () => {
		const start = sandbox.requests.length;
		await run({ operation: 'create', parent: 'case', caseId, dataType: 'ip', data: '198.51.100.10, 198.51.100.11' });
		await run({ operation: 'create', parent: 'case', caseId, dataType: 'other', data: '198.51.100.10, 198.51.100.11' });
		expect(sentSince(start)).toEqual([
			{ dataType: 'ip', data: ['198.51.100.10', '198.51.100.11'] },
			{ dataType: 'other', data: ['198.51.100.10, 198.51.100.11'] },
		]);
	});

	it('gathers all input items: one request for each type and place', async () => {
		const other = await newCase('Other');
		const start = sandbox.requests.length;
		const { items } = await run(
			{ operation: 'create', parent: 'case', caseId: '={{ $json.case }}', data: '={{ $json.value }}', observableCreateOptions: { gather: true } },
			{
				input: [
					{ case: caseId, value: '198.51.100.1' },
					{ case: caseId, value: '198.51.100.2' },
					{ case: other, value: '198.51.100.1' },
					{ case: caseId, value: '198.51.100.1' },
				],
			},
		);
		expect(sentSince(start)).toEqual([
			{ dataType: 'ip', data: ['198.51.100.1', '198.51.100.2'] },
			{ dataType: 'ip', data: ['198.51.100.1'] },
		]);
		expect(items.map(({ json, pairedItem }) => [json.data, pairedItem])).toEqual([
			['198.51.100.1', [{ item: 0 }, { item: 3 }]],
			['198.51.100.2', { item: 1 }],
			['198.51.100.1', { item: 2 }],
		]);
	});

	it('tries gathered items one by one when they are refused together', async () => {
		const { items } = await run(
			{ operation: 'create', parent: 'case', caseId, dataType: '={{ $json.type }}', data: '={{ $json.value }}', observableCreateOptions: { gather: true } },
			{ input: [{ type: 'ip', value: '192.0.2.1' }, { type: 'nonsense', value: 'x' }, { type: 'ip', value: '' }], onError: 'continueRegularOutput' },
		);
		const byItem = new Map(items.map(({ json, pairedItem }) => [JSON.stringify(pairedItem), json]));
		expect(byItem.get('{"item":0}')).toMatchObject({ data: '192.0.2.1' });
		expect(String(byItem.get('{"item":1}')?.error)).toContain('Observable type nonsense not found');
		expect(String(byItem.get('{"item":2}')?.error)).toContain("'Data' is empty");
	});

	it('gives a gathered value that was created, though others of its request were refused and duplicates are skipped', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run(
			{ operation: 'create', parent: 'case', caseId, dataType: '={{ $json.type }}', data: '={{ $json.value }}', observableCreateOptions: { gather: true, onDuplicate: 'skip' } },
			{ input: [{ type: 'ip', value: '192.0.2.1' }, { type: 'nonsense', value: 'x' }, { type: 'nonsense', value: 'y' }, { type: 'nonsense', value: 'x' }], onError: 'continueRegularOutput' },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.data ?? json.error, pairedItem])).toEqual([
			['192.0.2.1', { item: 0 }],
			[expect.stringContaining('Observable type nonsense not found'), [{ item: 1 }, { item: 3 }]],
			[expect.stringContaining('Observable type nonsense not found'), { item: 2 }],
		]);
		expect(sentSince(start)).toEqual([
			{ dataType: 'ip', data: ['192.0.2.1'] },
			{ dataType: 'nonsense', data: ['x', 'y'] },
			{ dataType: 'nonsense', data: ['x'] },
			{ dataType: 'nonsense', data: ['y'] },
		]);
	});

	it('gives each gathered item the reason when what is there cannot be read', async () => {
		const parameters = { operation: 'create', parent: 'case', caseId: '~999999', data: '={{ $json.value }}', observableCreateOptions: { gather: true, onDuplicate: 'skip' } };
		const { items } = await run(parameters, { input: [{ value: '192.0.2.1' }, { value: '192.0.2.2' }], onError: 'continueRegularOutput' });
		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[expect.stringMatching(/not found.*\[item 0\]$/), { item: 0 }],
			[expect.stringMatching(/not found.*\[item 1\]$/), { item: 1 }],
		]);
	});

	describe('of two types, the second refused', () => {
		const refuse = (fault: { status?: number; mode?: 'reset-after' }) => {
			let count = 0;
			const match = (method: string, path: string) => method === 'POST' && path.endsWith('/observable') && ++count === 2;
			sandbox.faults.failNext({ match, ...fault, body: { type: 'BadRequest', message: 'no' } });
		};
		const two = (gather: boolean) => ({ operation: 'create', parent: 'case', caseId, data: '192.0.2.1\nevil.example\nmail@evil.example', observableCreateOptions: { gather } });

		it.each([false, true])('gives what was created, and an error item for each value that was not (gather: %s)', async (gather) => {
			refuse({ status: 400 });
			const { items, errorItems, error } = await run(two(gather), { onError: 'continueErrorOutput' });
			expect(error).toBeUndefined();
			expect(items.map(({ json, pairedItem }) => [json.data, pairedItem])).toEqual([['192.0.2.1', { item: 0 }], ['mail@evil.example', { item: 0 }]]);
			expect(errorItems.map(({ json }) => json)).toMatchObject([{ error: 'BadRequest: no [item 0]', details: { dataType: 'domain', data: 'evil.example', outcome: 'failed' } }]);
		});

		it.each([false, true])('says what was created where the node stops (gather: %s)', async (gather) => {
			refuse({ status: 400 });
			const { error } = await run(two(gather));
			expect(error?.message).toBe('BadRequest: no [item 0]');
			expect(error?.description).toContain('Created before it failed: ip 192.0.2.1, mail mail@evil.example. Run it again for the other values only');
		});

		it('sends nothing more when the answer was lost, and says of which value the outcome is unknown', async () => {
			const start = sandbox.requests.length;
			refuse({ mode: 'reset-after' });
			const { items } = await run(two(false), { onError: 'continueRegularOutput' });
			expect(items.map(({ json }) => json)).toMatchObject([
				{ data: '192.0.2.1' },
				{ error: expect.stringContaining('was cut'), details: { data: 'evil.example', outcome: 'unknown' } },
				{ error: 'Not sent, because the request before it failed [item 0]', details: { data: 'mail@evil.example', type: 'NotSent', outcome: 'failed' } },
			]);
			expect(sentSince(start)).not.toContainEqual(expect.objectContaining({ dataType: 'mail' }));
		});
	});

	it('sends gathered values no second time when the answer was lost, and says so for each item', async () => {
		const start = sandbox.requests.length;
		sandbox.faults.failNext({ match: (method, path) => method === 'POST' && path.endsWith('/observable'), mode: 'reset-after' });
		const { items } = await run(
			{ operation: 'create', parent: 'case', caseId, data: '={{ $json.value }}', observableCreateOptions: { gather: true } },
			{ input: [{ value: '198.51.100.5' }, { value: '198.51.100.6' }], onError: 'continueRegularOutput' },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		items.forEach(({ json }, index) => expect(json.error).toMatch(new RegExp(`was cut.* \\[item ${index}\\]$`)));
		expect(sentSince(start).length).toBeLessThanOrEqual(1);
	});

	it.each([
		['skip', 1, undefined, undefined],
		['returnExisting', 2, false, ['old']],
		['update', 2, true, ['old', 'new']],
		['theHive', 2, false, ['old', 'new']],
	])('on duplicate: %s', async (onDuplicate, count, ioc, tags) => {
		await analyst.post(`/case/${caseId}/observable`, { dataType: 'domain', data: 'known.example', tags: ['old'] });
		const { items, error } = await run({
			operation: 'create',
			parent: 'case',
			caseId,
			data: 'KNOWN.example\nfresh.example',
			observableCreateFields: { ioc: true, tags: 'new' },
			observableCreateOptions: { onDuplicate },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
		const known = items.find(({ json }) => json.data === 'known.example')?.json;
		expect(known?.ioc).toBe(ioc);
		expect(known?.tags).toEqual(tags);
		expect(items.at(-1)?.json).toMatchObject({ data: 'fresh.example', tags: ['new'] });
	});

	it('gives created and refused values of one answer as items', async () => {
		const made = (await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: '192.0.2.1' })).rows;
		sandbox.faults.failNext({
			match: (method, path) => method === 'POST' && path.endsWith('/observable'),
			status: 207,
			body: { success: made, failure: [{ type: 'CreateError', message: 'Observable already exists', object: { dataType: 'ip', data: '192.0.2.2' } }] },
		});
		const { items, error } = await run({ operation: 'create', parent: 'case', caseId, data: '192.0.2.2\n192.0.2.1' });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(items[0]?.json).toMatchObject({ details: { data: '192.0.2.2', dataType: 'ip' }, error: expect.stringContaining('Observable already exists') });
		expect(items[1]?.json).toMatchObject({ data: '192.0.2.1', _id: expect.any(String) });
	});

	it.each([
		['no value', { data: '={{ $json.nothing }}' }, "'Data' is empty"],
		['no case', { data: '192.0.2.1', caseId: '={{ $json.nothing }}' }, "'Case' is"],
		['too long a value', { data: 'x'.repeat(4097) }, "'Data' has a value of 4097 characters"],
		['a wrong TLP', { data: '192.0.2.1', observableCreateFields: { tlp: 'Pink' } }, "cannot be 'Pink'"],
		['a wrong date', { data: '192.0.2.1', observableCreateFields: { sightedAt: 'yesterday' } }, "'Sighted At' is no date"],
		['a wrong policy', { data: '192.0.2.1', observableCreateOptions: { onDuplicate: 'explode' } }, "'On Duplicate' cannot be 'explode'"],
	])('refuses %s', async (_what, parameters, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'create', parent: 'case', caseId, ...parameters });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(start);
	});

	it('has a route for values of one type, as older AI agents run it', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'create', parent: 'case', caseId, data: '192[.]0[.]2[.]3\n192.0.2.4', observableCreateFields: { ioc: true } }, { routedOnly: true });
		expect(error).toBeUndefined();
		expect(sentSince(start)).toEqual([{ dataType: 'ip', data: ['192.0.2.3', '192.0.2.4'], ioc: true }]);
		expect(items.map(({ json, pairedItem }) => [json.data, pairedItem])).toEqual([['192.0.2.3', { item: 0 }], ['192.0.2.4', { item: 0 }]]);
		const several = await run({ operation: 'create', parent: 'case', caseId, data: '192.0.2.3\nevil.example' }, { routedOnly: true });
		expect(several.error?.message).toContain("'Data' has values of several types (ip, domain)");
	});

	it('adds to an alert, too', async () => {
		const alertId = (await analyst.post('/alert', { type: 't', source: 's', sourceRef: caseId, title: 'x', description: '' })).id;
		const { items } = await run({ operation: 'create', parent: 'alert', alertId, data: 'user[at]evil[.]example' });
		expect(items[0]?.json).toMatchObject({ dataType: 'mail', data: 'user@evil.example' });
	});
});

const added = async (data: string, extra: IDataObject = {}, into = caseId) =>
	(await analyst.post(`/case/${into}/observable`, JSON.parse(JSON.stringify({ dataType: 'ip', data, ...extra })))).rows[0]?._id as string;

describe('Get, Update and Delete', () => {
	it('gets one, simplified or whole', async () => {
		const observableId = await added('192.0.2.10');
		const simple = await run({ operation: 'get', observableId });
		expect(Object.keys(simple.items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
		expect(simple.items[0]).toMatchObject({ json: { _id: observableId, data: '192.0.2.10' }, pairedItem: { item: 0 } });
		const whole = await run({ operation: 'get', observableId: { __rl: true, mode: 'id', value: observableId }, simple: false });
		expect(whole.items[0]?.json).toMatchObject({ _type: 'Observable', reports: {} });
	});

	it('updates fields, tags and clears', async () => {
		const observableId = await added('192.0.2.11', { message: 'old', tags: ['a', 'b'] });
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'update',
			observableId,
			observableUpdateFields: { ioc: true, addTags: 'c', removeTags: 'a', clearFields: ['message'], pap: 'Red' },
		});
		expect(error).toBeUndefined();
		expect(sentSince(start, 'PATCH', /\/observable\/~\d+$/)).toEqual([{ ioc: true, addTags: ['c'], removeTags: ['a'], pap: 3, message: null }]);
		expect(items[0]?.json).toMatchObject({ _id: observableId, ioc: true, tags: ['b', 'c'], pap: 3 });
		expect(items[0]?.json).not.toHaveProperty('message');
	});

	it('refuses an update of nothing', async () => {
		const { error } = await run({ operation: 'update', observableId: '~1', observableUpdateFields: {} });
		expect(error?.message).toContain('nothing would be changed');
	});

	it('deletes', async () => {
		const observableId = await added('192.0.2.12');
		const { items } = await run({ operation: 'delete', observableId });
		expect(items).toEqual([expect.objectContaining({ json: { deleted: true, id: observableId }, pairedItem: { item: 0 } })]);
		expect((await analyst.get(`/observable/${observableId}`)).status).toBe(404);
	});

	it.each(['get', 'delete', 'update', 'getSimilar', 'share', 'unshare', 'getShares'])('%s without an ID sends nothing', async (operation) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation, observableId: '={{ $json.nothing }}', organisations: 'other', observableUpdateFields: { ioc: true } });
		expect(error?.message).toContain("'Observable' is");
		expect(sandbox.requests).toHaveLength(start);
	});

	it('lists those of a case', async () => {
		await added('192.0.2.13');
		const { items } = await run({ operation: 'getAll', within: 'case', caseId, returnAll: true });
		expect(jsonOf(items)).toMatchObject([{ data: '192.0.2.13' }]);
	});
});

describe('Similar and seen before', () => {
	it('finds observables of the same value elsewhere', async () => {
		const observableId = await added('192.0.2.20');
		const elsewhere = await newCase();
		await added('192.0.2.20', {}, elsewhere);
		await added('192.0.2.21', {}, elsewhere);
		const { items } = await run({ operation: 'getSimilar', observableId, returnAll: true });
		expect(jsonOf(items)).toMatchObject([{ data: '192.0.2.20' }]);
		expect(items[0]?.json._id).not.toBe(observableId);
	});

	it('counts cases and alerts, with first and last time', async () => {
		const elsewhere = await newCase();
		await added('192.0.2.30', { ioc: true, tags: ['botnet'] });
		await added('192.0.2.30', { tags: ['scanner'] }, elsewhere);
		const alertId = (await analyst.post('/alert', { type: 't', source: 's', sourceRef: elsewhere, title: 'x', description: '' })).id;
		await analyst.post(`/alert/${alertId}/observable`, { dataType: 'ip', data: '192.0.2.30' });
		const { items, error } = await run({ operation: 'seenBefore', data: '192[.]0[.]2[.]30\nnever.example' });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(items[0]?.json).toMatchObject({ data: '192.0.2.30', dataType: 'ip', seen: true, count: 3, cases: 2, alerts: 1, ioc: true, alertIds: [alertId] });
		expect(items[0]?.json.tags).toEqual(expect.arrayContaining(['botnet', 'scanner']));
		expect(items[0]?.json.firstSeen).toBeLessThanOrEqual(Number(items[0]?.json.lastSeen));
		expect(items[1]?.json).toMatchObject({ data: 'never.example', seen: false, count: 0, firstSeen: null });
		const without = await run({ operation: 'seenBefore', data: '192.0.2.30', seenBeforeOptions: { exclude: caseId } });
		expect(without.items[0]?.json).toMatchObject({ count: 2, cases: 1, ioc: false });
	});

	it('looks at any type on demand', async () => {
		await analyst.post(`/case/${caseId}/observable`, { dataType: 'other', data: 'odd.example' });
		const strict = await run({ operation: 'seenBefore', data: 'odd.example' });
		expect(strict.items[0]?.json).toMatchObject({ seen: false });
		const any = await run({ operation: 'seenBefore', data: 'odd.example', seenBeforeOptions: { anyType: true } });
		expect(any.items[0]?.json).toMatchObject({ seen: true, count: 1 });
	});
});

describe('Share', () => {
	it('shares with an organisation, lists and takes back', async () => {
		await analyst.post(`/case/${caseId}/shares`, { shares: [{ organisation: 'other' }] });
		const observableId = await added('192.0.2.40');
		const start = sandbox.requests.length;
		const shared = await run({ operation: 'share', observableId, organisations: 'other' });
		expect(shared.error).toBeUndefined();
		expect(shared.items[0]).toMatchObject({ json: { success: true }, pairedItem: { item: 0 } });
		expect(sentSince(start, 'POST', /\/shares$/)).toEqual([{ organisations: ['other'] }]);
		const listed = await run({ operation: 'getShares', observableId });
		expect(jsonOf(listed.items)).toMatchObject([{ organisationName: 'other' }]);
		const taken = await run({ operation: 'unshare', observableId, organisations: 'other' });
		expect(taken.error).toBeUndefined();
		expect(sentSince(start, 'DELETE', /\/shares$/)).toEqual([{ organisations: ['other'] }]);
		expect((await run({ operation: 'getShares', observableId })).items.map(({ json }) => json.organisationName)).not.toContain('other');
	});
});

describe('in the editor', () => {
	it('lists the types of the instance after Detect', async () => {
		const context = editorContext(credential, { resource: 'observable', operation: 'create' });
		const types = await loadOptions.getObservableTypes.call(context);
		expect(types[0]).toMatchObject({ value: 'detect' });
		const values = types.map(({ value }) => value);
		expect(values).toContain('ip');
		expect(values).not.toContain('file');
	});

	it('lists all types of the instance for a change', async () => {
		const context = editorContext(credential, { resource: 'observable', operation: 'update' });
		const values = (await loadOptions.getAllObservableTypes.call(context)).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['file', 'ip']));
		expect(values).not.toContain('detect');
	});

	it('finds observables by their value', async () => {
		const observableId = await added('192.0.2.50');
		const context = editorContext(credential, { resource: 'observable', operation: 'get' });
		const { results } = await listSearch.searchObservables.call(context, '192.0.2.50');
		expect(results).toContainEqual(expect.objectContaining({ value: observableId }));
	});
});
