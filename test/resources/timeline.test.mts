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
let run: SocFixture['run'];
let caseId: string;

beforeAll(async () => {
	fixture = await startSoc('timeline');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);
const newEvent = async (title = 'First mail', date = 1_769_846_400_000) => (await analyst.post(`/case/${caseId}/customEvent`, { title, date, description: 'x' })).id;

describe('Get', () => {
	it('gives an item for each event, in order of time', async () => {
		const customEventId = await newEvent();
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'get', caseId });
		expect(sandbox.requests[start]).toMatchObject({ method: 'GET', path: `/api/v1/case/${encodeURIComponent(caseId)}/timeline` });
		expect(items).toHaveLength(2);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(jsonOf(items)).toContainEqual(expect.objectContaining({ date: 1_769_846_400_000, entityId: customEventId, details: expect.any(Object) }));
		expect(jsonOf(items)).toContainEqual(expect.objectContaining({ kind: 'Case', entityId: caseId }));
	});

	it('refuses an empty case and sends nothing', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'get', caseId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Case'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Create Custom Event', () => {
	it('sends every field', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'createCustomEvent',
			caseId,
			title: 'Phone call',
			date: '2026-01-31T08:00:00Z',
			customEventCreateFields: { description: 'With the user', endDate: '2026-01-31T08:30:00+00:00' },
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/customEvent$/)).toEqual([
			{ title: 'Phone call', date: Date.parse('2026-01-31T08:00:00Z'), description: 'With the user', endDate: Date.parse('2026-01-31T08:30:00Z') },
		]);
		expect(items).toEqual([{ json: expect.objectContaining({ _id: expect.any(String), title: 'Phone call' }), pairedItem: { item: 0 } }]);
	});

	it.each([
		[{ title: "={{ '' }}" }, /'Title' is empty/],
		[{ title: 'x'.repeat(129) }, /'Title' is 129 characters long/],
		[{ date: "={{ '' }}" }, /'Date' is empty/],
		[{ date: '31.01.2026' }, /'Date' is no date/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'createCustomEvent', caseId, title: 'x', date: '2026-01-31', ...wrong });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get Many Custom Events', () => {
	it('searches one case or all', async () => {
		const customEventId = await newEvent('Unmistakable');
		const other = (await analyst.post('/case', { title: 'Other', description: '' })).id;
		await analyst.post(`/case/${other}/customEvent`, { title: 'Elsewhere', date: 1 });
		const { items } = await run({ operation: 'getCustomEvents', within: 'case', caseId });
		expect(items).toMatchObject([{ json: { _id: customEventId, title: 'Unmistakable' }, pairedItem: { item: 0 } }]);
		const all = await run({ operation: 'getCustomEvents', within: 'all', filters: { rules: [{ field: 'date', operator: 'lessThan', value: '2000-01-01' }] } });
		expect(jsonOf(all.items)).toMatchObject([{ title: 'Elsewhere' }]);
	});
});

describe('Update Custom Event', () => {
	it('changes and clears fields and gives the event as it is then', async () => {
		const customEventId = await newEvent();
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'updateCustomEvent',
			customEventId,
			customEventUpdateFields: { title: 'Second mail', date: '2026-02-01T00:00:00Z', clearFields: ['description'] },
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/customEvent\//)).toEqual([{ title: 'Second mail', date: Date.parse('2026-02-01T00:00:00Z'), description: null }]);
		expect(items).toMatchObject([{ json: { _id: customEventId, title: 'Second mail' }, pairedItem: { item: 0 } }]);
		expect(items[0]?.json).not.toHaveProperty('description');
	});
});

describe('Delete Custom Event', () => {
	it('confirms', async () => {
		const customEventId = await newEvent();
		expect((await run({ operation: 'deleteCustomEvent', customEventId })).items).toEqual([{ json: { deleted: true, id: customEventId }, pairedItem: { item: 0 } }]);
	});

	it('refuses an empty id and sends nothing', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'deleteCustomEvent', customEventId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Custom Event'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('in the editor', () => {
	it('finds events by their title and offers their fields to filter by', async () => {
		const customEventId = await newEvent('Very special');
		const context = editorContext(fixture.credential, { resource: 'timeline', operation: 'updateCustomEvent' });
		expect((await listSearch.searchCustomEvents.call(context, 'special')).results).toEqual([{ name: 'Very special (2026-01-31 08:00)', value: customEventId }]);
		expect((await loadOptions.getFilterFields.call(context)).map(({ value }) => value)).toEqual(expect.arrayContaining(['title', 'endDate']));
	});
});
