import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let caseId: string;
let before: number;

beforeAll(async () => {
	fixture = await startAdmin('audit');
	({ run } = fixture);
	before = Date.now();
	caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x' })).id;
	await fixture.analyst.patch(`/case/${caseId}`, { title: 'Phishing again' });
	await fixture.analyst.post(`/case/${caseId}/task`, { title: 'Look' });
	await fixture.analyst.post('/case', { title: 'Another', description: 'x' });
});

afterAll(async () => await fixture.close());

const filterSent = () => {
	const body = fixture.sandbox.requests.at(-1)?.requestBody;
	return typeof body === 'object' && body !== null && 'query' in body && Array.isArray(body.query) ? body.query[1] : undefined;
};

describe('Get Many', () => {
	it('finds by action, object, root, user and period', async () => {
		const { items, error } = await run({
			operation: 'getAll',
			auditFilters: { actions: ['update'], users: 'analyst@main.test', from: '={{ $json.from }}', objectTypes: 'Case', objectIds: caseId, rootIds: `${caseId},~1`, to: '2999-01-01', mainOnly: true },
		}, { input: [{ from: new Date(before - 1000).toISOString() }] });
		expect(error).toBeUndefined();
		expect(filterSent()).toEqual({
			_name: 'filter',
			_and: [
				{ _in: { _field: 'action', _values: ['update'] } },
				{ _in: { _field: '_createdBy', _values: ['analyst@main.test'] } },
				{ _gte: { _field: '_createdAt', _value: before - 1000 } },
				{ _in: { _field: 'rootId', _values: [caseId, '~1'] } },
				{ _eq: { _field: 'mainAction', _value: true } },
				{ _in: { _field: 'objectId', _values: [caseId] } },
				{ _in: { _field: 'objectType', _values: ['Case'] } },
				{ _lt: { _field: '_createdAt', _value: Date.UTC(2999, 0, 1) } },
			],
		});
		expect(items).toEqual([{ json: expect.objectContaining({ action: 'update', objectId: caseId, details: { title: 'Phishing again' } }), pairedItem: { item: 0 } }]);
	});

	it('joins the filter builder, and asks for everything when nothing is said', async () => {
		const { items } = await run({ operation: 'getAll', auditFilters: { objectTypes: 'Task' }, filters: { rules: [{ field: 'action', operator: 'equals', value: 'create' }] } });
		expect(items.map(({ json }) => [json.action, json.objectType])).toEqual([['create', 'Task']]);
		expect((await run({ operation: 'getAll', returnAll: true, auditFilters: { mainOnly: false } })).items.length).toBeGreaterThanOrEqual(4);
	});

	it.each([
		[{ users: '={{ $json.nothing }}' }, /'By User' is empty/],
		[{ actions: '={{ [] }}' }, /'Actions' is empty/],
		[{ from: 'yesterday-ish' }, /'From' is no date/],
	])('refuses %j, which would find everything', async (auditFilters, message) => {
		await fixture.expectRefusal({ operation: 'getAll', auditFilters }, message);
	});
});

describe('Get History of Record', () => {
	it('lists what was done to it', async () => {
		const { items } = await run({ operation: 'getHistory', recordId: caseId, returnAll: true });
		expect(items[0]?.json).toMatchObject({ action: 'update', details: { title: 'Phishing again' } });
		expect(items.map(({ json }) => json.action)).toContain('create');
		expect((await run({ operation: 'getHistory', recordId: caseId, limit: 1 })).items).toEqual([{ json: items[0]?.json, pairedItem: { item: 0 } }]);
		expect(fixture.sandbox.requests.at(-1)?.requestBody).toMatchObject({ query: [{ _name: 'listAuditFromObject', id: caseId }, { _name: 'sort', _fields: [{ _createdAt: 'desc' }] }, { _name: 'page', from: 0, to: 1 }] });
		await fixture.expectRefusal({ operation: 'getHistory', recordId: '={{ $json.nothing }}' }, /'Record ID' is empty/);
	});
});

describe('Get Live Feed', () => {
	it('gives the newest actions, flat', async () => {
		const { items } = await run({ operation: 'getLiveFeed', feedRootId: caseId, feedCount: 2 });
		expect(fixture.sandbox.requests.at(-1)?.path).toBe(`/api/v1/flow?rootId=${encodeURIComponent(caseId)}&count=2`);
		expect(items).toHaveLength(2);
		expect(items[0]).toEqual({ json: expect.objectContaining({ rootId: caseId, summary: expect.anything() }), pairedItem: { item: 0 } });
		expect((await run({ operation: 'getLiveFeed', simple: false })).items[0]?.json).toHaveProperty('requestId');
	});

	it('refuses what is no number', async () => {
		await fixture.expectRefusal({ operation: 'getLiveFeed', feedCount: '={{ "many" }}' }, /'Count' needs a number/);
	});
});
