import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';
import { TriggerHost } from '../trigger/runTrigger.mts';

/** A part of the filter whose expression finds nothing was to be one: without it the rest would hit more than meant. */

let fixture: SocFixture;
let start = 0;

beforeAll(async () => {
	fixture = await startSoc('alert');
	for (const source of ['a', 'b', 'c']) await fixture.analyst.post('/alert', { type: 't', source, sourceRef: source, title: source, description: 'd' });
});

beforeEach(() => {
	start = fixture.sandbox.requests.length;
});

afterAll(async () => await fixture.close());

const rules = (rule: INodeParameters): INodeParameters => ({ filters: { rules: [{ field: 'source', operator: 'equals', value: 'a', ...rule }] } });
const group = (more: INodeParameters): INodeParameters => ({ filters: { groups: [{ rules: { rules: [{ field: 'source', operator: 'equals', value: 'a' }] }, ...more }] } });
const RULE = rules({});

/** Undefined, null and blank, as expressions give them. */
const NOTHING = ['={{ $json.none }}', '={{ null }}', '={{ "" }}', '= {{ $json.none }}'];

const PARTS: Array<[label: string, form: (expression: string) => INodeParameters, problem: string]> = [
	['Filter (JSON)', (filterJson) => ({ ...RULE, filterJson }), "'Filter (JSON)' is empty: its expression found nothing"],
	['Preset', (alertPreset) => ({ ...RULE, alertPreset }), "'Preset' is empty: its expression found nothing"],
	['the rules', (expression) => ({ alertPreset: 'new', filters: { rules: expression } }), "'Filters' has a rule without a field"],
	['the rules of a group', (expression) => ({ alertPreset: 'new', ...group({ rules: { rules: expression } }) }), "'Filters' has a rule without a field"],
	['the group', (expression) => ({ alertPreset: 'new', ...group({ rules: expression }) }), "'Filters' has a group without rules"],
	['Must Match', (filterMatch) => ({ ...RULE, filterMatch }), "'Filters' must match 'all' or 'any', not "],
	['Must Match of a group', (match) => group({ match }), "'Filters' must match 'all' or 'any', not "],
	['Negate', (not) => rules({ not }), "'Filters' has a rule on source that has an empty Negate"],
	['Negate of a group', (not) => group({ not }), "'Filters' has a group that has an empty Negate"],
	['Operator', (operator) => rules({ operator }), "'Filters' has a rule on source with the unknown operator"],
	['Values', (values) => rules({ operator: 'in', values }), "'Filters' has a rule on source that has no values"],
];

const sent = () => fixture.sandbox.requests.slice(start).map(({ path }) => path);

describe.each(PARTS)('an expression that finds nothing for %s', (_label, form, problem) => {
	it.each(NOTHING)('is refused where records are deleted: %s', async (expression) => {
		for (const input of [[{}], [{}, {}]]) {
			const { error } = await fixture.run({ operation: 'deleteMany', applyTo: 'filter', confirmSeveral: true, ...form(expression) }, { input });
			expect(error?.message).toContain(problem);
			expect(error?.message).toMatch(/\[item 0\]$/);
		}
		expect(sent()).toEqual([]);
	});

	it.each(['getAll', 'count'])('is refused by %s, routed or not', async (operation) => {
		for (const routedOnly of [false, true]) {
			for (const expression of NOTHING) {
				expect((await fixture.run({ operation, ...form(expression) }, { routedOnly })).error?.message).toContain(problem);
			}
		}
		expect(sent()).toEqual([]);
	});
});

describe('where all items but one have a filter', () => {
	it('that one fails alone', async () => {
		const input = [{ f: { _eq: { _field: 'source', _value: 'a' } } }, {}];
		for (const routedOnly of [false, true]) {
			const { items } = await fixture.run({ operation: 'count', filterJson: '={{ $json.f }}' }, { input, routedOnly, onError: 'continueRegularOutput' });
			expect(items.map(({ json }) => json)).toEqual([{ count: 1 }, expect.objectContaining({ error: expect.stringContaining("'Filter (JSON)' is empty") })]);
		}
	});
});

describe('a list of values with an empty entry', () => {
	it.each<[string, INodeParameters]>([
		['a list of an expression', rules({ operator: 'in', values: '={{ [$json.none, "zzz"] }}', not: true })],
		['a list with a blank', rules({ operator: 'in', values: '={{ ["zzz", " "] }}', not: true })],
		['text of an expression', rules({ operator: 'in', values: '={{ $json.none }},zzz', not: true })],
		['JSON text', rules({ operator: 'in', values: '["zzz", null]', not: true })],
		['a group', { filters: { groups: [{ rules: { rules: [{ field: 'source', operator: 'in', values: '=zzz,{{ $json.none }}', not: true }] } }] } }],
	])('is refused: %s', async (_what, form) => {
		for (const routedOnly of [false, true]) {
			const { error } = await fixture.run({ operation: 'getAll', ...form }, { routedOnly });
			expect(error?.message).toContain("'Filters' has a rule on source that has an empty entry in its values");
		}
		expect(sent()).toEqual([]);
	});

	it('was typed with a comma too many', async () => {
		const { items, error } = await fixture.run({ operation: 'getAll', returnAll: true, ...rules({ operator: 'in', values: 'a, b, ' }) });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.title).sort()).toEqual(['a', 'b']);
	});
});

describe('a field that was left empty', () => {
	it.each<INodeParameters>([{}, { filterJson: '' }, { filters: {} }, { alertPreset: '' }, { filterJson: '=', alertPreset: '= ' }, { alertPreset: 'none', filterMatch: 'any', filters: { rules: [], groups: [] } }])('is no filter: %j', async (form) => {
		for (const routedOnly of [false, true]) {
			expect((await fixture.run({ operation: 'count', ...form }, { routedOnly })).items[0]?.json).toEqual({ count: 3 });
		}
	});

	it.each<INodeParameters>([{ filterJson: '={{ $json.none ?? \'{"_any":""}\' }}' }, { alertPreset: '={{ $json.none ?? "none" }}' }])('can be said by an expression: %j', async (form) => {
		expect((await fixture.run({ operation: 'count', ...form })).items[0]?.json).toEqual({ count: 3 });
	});
});

it('"_any" beside a rule is refused where records are changed, and says nothing where they are read', async () => {
	const form = { ...RULE, filterJson: '{"_any":""}' };
	const { error } = await fixture.run({ operation: 'deleteMany', applyTo: 'filter', confirmSeveral: true, ...form });
	expect(error?.message).toBe(`'Filter (JSON)' is "_any", which every record meets. Leave the field empty, or say what the records have in common [item 0]`);
	expect(sent()).toEqual([]);
	expect((await fixture.run({ operation: 'count', ...form })).items[0]?.json).toEqual({ count: 1 });
});

it.each<[INodeParameters, string]>([
	[{ filterJson: '={{ undefined }}' }, "'Filter (JSON)' is empty: its expression found nothing"],
	[{ alertPreset: '={{ undefined }}' }, "'Preset' is empty: its expression found nothing"],
	[{ filterJson: '{"_any":""}' }, `'Filter (JSON)' is "_any"`],
])('the trigger does not start with %j', async (form, problem) => {
	const host = new TriggerHost({ credential: fixture.credential, parameters: { events: ['alert.created'], resource: 'alert', ...form } });
	await expect(host.start()).rejects.toThrow(problem);
});
