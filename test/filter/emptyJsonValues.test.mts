import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonFilter } from '../../nodes/shared/filter/jsonFilter';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';
import { TriggerHost } from '../trigger/runTrigger.mts';

/** Filters as an expression in them leaves them that finds nothing: TheHive takes an empty text for one that every record has. */

let fixture: SocFixture;
let start = 0;

beforeAll(async () => {
	fixture = await startSoc('alert');
	for (const sourceRef of ['a', 'b']) await fixture.analyst.post('/alert', { type: 't', source: 's', sourceRef, title: sourceRef, description: 'd' });
});

beforeEach(() => {
	start = fixture.sandbox.requests.length;
});

afterAll(async () => await fixture.close());

const TITLE = { _eq: { _field: 'title', _value: 'a' } };

const EMPTY: Array<[filter: IDataObject, what: string]> = [
	...['_eq', '_ne', '_like', '_match', '_startsWith', '_endsWith', '_gte'].map((operator): [IDataObject, string] => [{ [operator]: { _field: 'title', _value: '' } }, `_value in "${operator}" on title`]),
	[{ _ne: { _field: 'title', _value: '  ' } }, '_value in "_ne" on title'],
	[{ _ne: { _field: 'title', _value: null } }, '_value in "_ne" on title'],
	[{ _ne: { _field: 'title', _value: [] } }, '_value in "_ne" on title'],
	[{ _ne: { _field: 'title', _value: {} } }, '_value in "_ne" on title'],
	[{ _ne: { _field: 'title' } }, '_value in "_ne" on title'],
	[{ _ne: { _field: '', _value: 'x' } }, '_field in "_ne"'],
	[{ _ne: { title: '' } }, 'title in "_ne"'],
	[{ _ne: {} }, '"_ne"'],
	[{ title: '' }, '"title"'],
	[{ title: [null] }, '"title"'],
	[{ _has: '' }, '"_has"'],
	[{ _id: ' ' }, '"_id"'],
	[{ _in: { _field: 'title', _values: [] } }, '_values in "_in" on title'],
	[{ _in: { _field: 'title', _values: ['a', ''] } }, '_values in "_in" on title'],
	[{ _in: { title: ['a', null] } }, 'title in "_in"'],
	[{ _between: { _field: 'date', _from: 0, _to: '' } }, '_to in "_between" on date'],
	[{ _between: { _field: 'date', _from: { amount: null, unit: 'days', look: 'behind' }, _to: 1 } }, '_from in "_between" on date'],
	[{ _between: { _field: 'date', _to: 1 } }, '_from in "_between" on date'],
	[{ _not: { _in: { _field: 'title', _values: [] } } }, '_values in "_in" on title'],
	[{ _not: { _eq: { _field: 'assignee', _value: '' } } }, '_value in "_eq" on assignee'],
	[{ _not: { _id: '' } }, '"_id"'],
	[{ _and: [TITLE, { _or: [TITLE, { _not: { _like: { _field: 'title', _value: '' } } }] }] }, '_value in "_like" on title'],
];

const NO_FILTER: Array<[filter: IDataObject, problem: string]> = [
	[{ _and: [{ _any: '' }] }, '"_any" in "_and"'],
	[{ _or: [{ _any: '' }, TITLE] }, '"_any" in "_or"'],
	[{ _not: { _not: { _any: null } } }, '"_any" in "_not"'],
	[{ _and: [null] }, 'something in "_and" that is no filter'],
	[{ _not: '' }, 'something in "_not" that is no filter'],
	[{ _and: [{}] }, 'not none'],
	[{ _or: [] }, 'would match everything'],
];

const ALL = [...EMPTY.map(([filter, what]): [IDataObject, string] => [filter, `has an empty ${what}: most likely the expression in it found nothing`]), ...NO_FILTER];

const sent = () => fixture.sandbox.requests.slice(start).map(({ path }) => path);

/** Typed as text, or an object that an expression gives. */
const formsOf = (filter: IDataObject): INodeParameters[] => [{ filterJson: JSON.stringify(filter) }, { filterJson: '={{ $json.filter }}' }];

describe('a JSON filter with an empty value', () => {
	it.each(ALL)('%j never deletes', async (filter, problem) => {
		for (const form of formsOf(filter)) {
			const { error } = await fixture.run({ operation: 'deleteMany', applyTo: 'filter', confirmSeveral: true, ...form }, { input: [{ filter }] });
			expect(error?.message).toMatch(/^'Filter \(JSON\)' .* \[item 0\]$/);
			expect(error?.message).toContain(problem);
		}
		expect(sent()).toEqual([]);
	});

	it.each(['getAll', 'count'])('is refused by %s, routed or not', async (operation) => {
		for (const [filter, problem] of ALL) {
			for (const routedOnly of [false, true]) {
				const { error } = await fixture.run({ operation, filterJson: JSON.stringify(filter) }, { routedOnly });
				expect(error?.message).toContain(problem);
			}
		}
		expect(sent()).toEqual([]);
	});

	it('tells how to find records without the field', () => {
		expect(() => jsonFilter({ _eq: { _field: 'assignee', _value: '' } })).toThrow('use {"_not":{"_has":"assignee"}}');
		expect(() => jsonFilter({ assignee: '' })).toThrow('use {"_not":{"_has":"assignee"}}');
	});

	it('stops the trigger from starting', async () => {
		const host = new TriggerHost({ credential: fixture.credential, parameters: { events: ['alert.created'], resource: 'alert', filterJson: '{"_ne":{"_field":"title","_value":""}}' } });
		await expect(host.start()).rejects.toThrow(`'Filter (JSON)' has an empty _value in "_ne" on title`);
	});
});

describe('a JSON filter without one', () => {
	it.each<[IDataObject]>([
		[{ _eq: { _field: 'ioc', _value: false } }],
		[{ _gte: { _field: 'severity', _value: 0 } }],
		[{ _in: { _field: 'severity', _values: [0, 1] } }],
		[{ _between: { _field: 'date', _from: { amount: 0, unit: 'days', look: 'behind' }, _to: 5 } }],
		[{ _eq: { title: 'a' } }],
		[{ title: 'a' }],
		[{ _contains: 'assignee' }],
		[{ _ofLater: { _field: 'title' } }],
		[{ _not: { _has: 'assignee' } }],
		[{ _any: '' }],
		[{ _gte: { _field: 'date', _value: new Date(0) } }],
	])('goes out as it is: %j', (filter) => {
		expect(jsonFilter(filter)).toEqual(filter);
	});

	it('may say everything on purpose, where records are only read', async () => {
		for (const routedOnly of [false, true]) {
			expect((await fixture.run({ operation: 'getAll', returnAll: true, filterJson: '{"_any":""}' }, { routedOnly })).items).toHaveLength(2);
			expect((await fixture.run({ operation: 'count', filterJson: '{"_any":""}' }, { routedOnly })).items[0]?.json).toEqual({ count: 2 });
		}
	});
});
