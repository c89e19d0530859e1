import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { withParameters } from '../../nodes/TheHive/resources/query/namedParameters';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let caseId: string;

beforeAll(async () => {
	fixture = await startAdmin('query');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x', tasks: ['c', 'a', 'b'].map((title) => ({ title })) })).id;
});

const lastBody = () => fixture.sandbox.requests.at(-1)?.requestBody;

describe('Run', () => {
	it('pages rows as far as the limit says, in the order of the query', async () => {
		const { items, error } = await run({
			operation: 'run',
			queryJson: '[{ "_name": "getCase", "idOrName": "$case" }, { "_name": "tasks" }, { "_name": "sort", "_fields": [{ "title": "asc" }] }]',
			queryParameters: '={{ { "case": $json.id } }}',
			limit: 2,
		}, { input: [{ id: caseId }] });
		expect(error).toBeUndefined();
		expect(lastBody()).toEqual({
			query: [{ _name: 'getCase', idOrName: caseId }, { _name: 'tasks' }, { _name: 'sort', _fields: [{ title: 'asc' }] }, { _name: 'page', from: 0, to: 2 }],
		});
		expect(items.map(({ json, pairedItem }) => [json.title, pairedItem])).toEqual([['a', { item: 0 }], ['b', { item: 0 }]]);
	});

	it('reads all rows, by key, and keeps the order of the query', async () => {
		const { items } = await run({
			operation: 'run',
			queryJson: JSON.stringify([{ _name: 'getCase', idOrName: caseId }, { _name: 'tasks' }, { _name: 'sort', _fields: [{ title: 'desc' }] }]),
			returnAll: true,
		});
		expect(items.map(({ json }) => json.title)).toEqual(['c', 'b', 'a']);
		expect(JSON.stringify(lastBody())).toContain('"to":1000');
	});

	it('leaves a query alone that pages, counts or aggregates by itself', async () => {
		const query = [{ _name: 'getCase', idOrName: caseId }, { _name: 'tasks' }];
		const counted = await run({ operation: 'run', queryJson: [...query, { _name: 'count' }] });
		expect(counted.items).toEqual([{ json: { count: 3 }, pairedItem: { item: 0 } }]);
		const paged = await run({ operation: 'run', queryJson: JSON.stringify([...query, { _name: 'page', from: 1, to: 2 }]) });
		expect(paged.items).toHaveLength(1);
		expect(lastBody()).toEqual({ query: [...query, { _name: 'page', from: 1, to: 2 }] });
	});

	it('gives the same where an agent knows routes only', async () => {
		const query = [{ _name: 'getCase', idOrName: caseId }, { _name: 'tasks' }];
		for (const queryJson of [query, [...query, { _name: 'count' }], [...query, { _name: 'sort', _fields: [{ title: 'desc' }] }]]) {
			const parameters = { operation: 'run', queryJson: JSON.stringify(queryJson), returnAll: true };
			expect((await run(parameters, { routedOnly: true })).items).toEqual((await run(parameters)).items);
		}
	});

	it('takes the whole envelope, and the options of the form', async () => {
		await run({ operation: 'run', queryJson: JSON.stringify({ query: [{ _name: 'listCase' }], excludeFields: ['description'] }) });
		expect(lastBody()).toMatchObject({ excludeFields: ['description'] });
		const { items } = await run({ operation: 'run', queryJson: '[{ "_name": "listCase" }]', listOptions: { excludeFields: 'title' } });
		expect(items[0]?.json).not.toHaveProperty('title');
	});

	it('gives plain values as values', async () => {
		const { items } = await run({ operation: 'run', queryJson: `[{ "_name": "getCase", "idOrName": "${caseId}" }, { "_name": "taskGroups" }]` });
		expect(items.every(({ json }) => typeof json.value === 'string')).toBe(true);
	});

	it.each([
		[{ queryJson: '={{ "" }}' }, /'Query \(JSON\)' needs a JSON array of operations/],
		[{ queryJson: '[{ "_name": ' }, /'Query \(JSON\)' is no valid JSON/],
		[{ queryJson: '[{ "name": "listCase" }]' }, /'Query \(JSON\)' has an operation without "_name": number 1/],
		[{ queryJson: '[{ "_name": "getCase", "idOrName": "$case" }]', queryParameters: '{ "case": "" }' }, /needs '\$case', which is empty/],
		[{ queryJson: '[{ "_name": "getCase", "idOrName": "$case" }]', queryParameters: '{ "id": "~1" }' }, /names '\$case', which is no parameter/],
		[{ queryJson: '[{ "_name": "listCase" }]', queryParameters: '{ "case": "~1" }' }, /does not use the parameter 'case'/],
		[{ queryJson: '[{ "_name": "listCase" }]', queryParameters: '[1]' }, /'Parameters \(JSON\)' needs a JSON object/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'run', ...wrong }, message);
	});

	it('answers a query that TheHive does not know in its own words', async () => {
		expect((await run({ operation: 'run', queryJson: '[{ "_name": "listNothing" }]' })).error?.message).toMatch(/listNothing/);
	});
});

describe('named parameters', () => {
	it('stand for whole values of any kind, and cannot become part of the query', () => {
		const query = [{ _name: 'filter', _in: { _field: 'status', _values: '$states' } }, { _name: 'filter', _eq: { _field: 'title', _value: '$title' } }];
		expect(withParameters(query, { states: ['New', 'InProgress'], title: '"}]' })).toEqual([
			{ _name: 'filter', _in: { _field: 'status', _values: ['New', 'InProgress'] } },
			{ _name: 'filter', _eq: { _field: 'title', _value: '"}]' } },
		]);
	});

	it('leave a query without parameters as it is', () => {
		const query = [{ _name: 'filter', _eq: { _field: 'title', _value: '$HOME' } }];
		expect(withParameters(query, {})).toBe(query);
	});
});
