import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from '../../nodes/shared/filter/conditions';
import { ago, ahead, and, anything, between, endsWith, eq, gt, gte, has, hasId, isIn, like, lt, lte, match, ne, not, now, or, startsWith, where } from '../../nodes/shared/filter/conditions';
import type { FILTER_OPERATORS } from '../../nodes/shared/filter/operators';
import { isObject } from '../../nodes/shared/values';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

/** Every operator and every way to combine them: what the form holds, what TheHive gets, which records come. */

const NOON = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;
const started = Date.now();

const ALERTS = {
	a: { title: 'Malware on FIN-LT-014', description: 'Brute force from outside', severity: 1, sourceRef: 'w-1', tags: ['mail', 'vip'], date: NOON - 2 * HOUR, assignee: 'analyst@main.test' },
	b: { title: 'malware stopped', description: 'By the agent', severity: 3, sourceRef: 'w-2', tags: ['scan'], date: NOON - 26 * HOUR },
	c: { title: 'Impossible travel', description: 'Two countries', severity: 4, sourceRef: 'x-1', tags: ['mail'], date: NOON + 6 * HOUR, summary: 'The user called' },
	d: { title: 'MALWARE report', description: 'Force of habit', severity: 2, sourceRef: 'x-2', tags: [], date: NOON - 240 * HOUR },
};

let fixture: SocFixture;
const names = new Map<string, string>();

beforeAll(async () => {
	fixture = await startSoc('alert', { now: () => NOON + Date.now() - started });
	for (const [name, { ...alert }] of Object.entries(ALERTS)) {
		const { id } = await fixture.analyst.post('/alert', { type: 't', source: 's', ...alert });
		names.set(id, name);
	}
});

afterAll(async () => await fixture.close());

interface Found {
	/** Names of the alerts that came, in one word: `ac`. */
	rows: string;
	/** The filter that went out, without its name. */
	filter: unknown;
}

async function search(parameters: INodeParameters): Promise<Found> {
	const start = fixture.sandbox.requests.length;
	const { items, error } = await fixture.run({ operation: 'getAll', returnAll: true, ...parameters });
	expect(error).toBeUndefined();
	const [body] = fixture.sentSince(start, 'POST', /\/query\b/);
	const query: unknown[] = isObject(body) && Array.isArray(body.query) ? body.query : [];
	const operation = query.filter(isObject).find(({ _name }) => _name === 'filter');
	const { _name, ...filter } = operation ?? {};
	return { rows: items.map(({ json }) => names.get(String(json._id))).sort().join(''), filter: operation ? filter : undefined };
}

type Rule = INodeParameters;

const START = { modifier: 'startOfDay' } as const;

const operators: Record<keyof typeof FILTER_OPERATORS, [form: Rule, condition: Condition, rows: string]> = {
	equals: [{ field: 'severity', value: 'High' }, eq('severity', 3), 'b'],
	notEquals: [{ field: 'sourceRef', value: 'w-1' }, ne('sourceRef', 'w-1'), 'bcd'],
	in: [{ field: 'tags', values: 'mail, scan' }, isIn('tags', ['mail', 'scan']), 'abc'],
	like: [{ field: 'title', value: 'alware' }, like('title', 'alware'), 'ab'],
	likeAnyCase: [{ field: 'title', value: 'alWare' }, or(like('title', 'alWare'), like('title', 'alware'), like('title', 'ALWARE'), like('title', 'Alware')), 'abd'],
	match: [{ field: 'description', value: 'force' }, match('description', 'force'), 'ad'],
	startsWith: [{ field: 'sourceRef', value: 'w-' }, startsWith('sourceRef', 'w-'), 'ab'],
	endsWith: [{ field: 'sourceRef', value: '-1' }, endsWith('sourceRef', '-1'), 'ac'],
	greaterThan: [{ field: 'severity', value: '2' }, gt('severity', 2), 'bc'],
	greaterOrEqual: [{ field: 'severity', value: 'Medium' }, gte('severity', 2), 'bcd'],
	lessThan: [{ field: 'date', value: '2026-03-10T12:00:00Z' }, lt('date', NOON), 'abd'],
	lessOrEqual: [{ field: 'severity', value: 2 }, lte('severity', 2), 'ad'],
	between: [{ field: 'severity', from: '1', to: '3' }, between('severity', 1, 3), 'ad'],
	inTheLast: [{ field: 'date', amount: 1, unit: 'days' }, and(gte('date', ago(1, 'days')), lte('date', now)), 'a'],
	olderThan: [{ field: 'date', amount: 1, unit: 'weeks' }, lt('date', ago(1, 'weeks')), 'd'],
	inTheNext: [{ field: 'date', amount: 24, unit: 'hours' }, between('date', now, ahead(24, 'hours')), 'c'],
	today: [{ field: 'date' }, between('date', ago(0, 'days', START), ahead(1, 'days', START)), 'ac'],
	yesterday: [{ field: 'date' }, between('date', ago(1, 'days', START), ago(0, 'days', START)), 'b'],
	isSet: [{ field: 'summary' }, has('summary'), 'c'],
	isNotSet: [{ field: 'summary' }, not(has('summary')), 'abd'],
};

const others = (rows: string) => [...'abcd'].filter((name) => !rows.includes(name)).join('');

describe('the operator', () => {
	it.each(Object.entries(operators))('%s, and its negation', async (operator, [form, condition, rows]) => {
		expect(await search({ filters: { rules: [{ operator, ...form }] } })).toEqual({ rows, filter: condition });
		expect(await search({ filters: { rules: [{ operator, ...form, not: true }] } })).toEqual({ rows: others(rows), filter: not(condition) });
	});

	it('inTheLast takes a stamp as it is, which never lies ahead', async () => {
		expect(await search({ filters: { rules: [{ field: '_createdAt', operator: 'inTheLast', amount: 1, unit: 'hours' }] } })).toEqual({ rows: 'abcd', filter: gte('_createdAt', ago(1, 'hours')) });
	});

	it('equals and in know ids by their own operator', async () => {
		const [first = '', second = ''] = names.keys();
		expect(await search({ filters: { rules: [{ field: '_id', operator: 'equals', value: first }] } })).toEqual({ rows: 'a', filter: hasId(first) });
		expect(await search({ filters: { rules: [{ field: '_id', operator: 'in', values: `${first}, ${second}` }] } })).toEqual({ rows: 'ab', filter: or(hasId(first), hasId(second)) });
		expect(await search({ filters: { rules: [{ field: '_id', operator: 'notEquals', value: first }] } })).toEqual({ rows: 'bcd', filter: not(hasId(first)) });
	});
});

const mail = { field: 'tags', operator: 'equals', value: 'mail' };
const high = { field: 'severity', operator: 'greaterOrEqual', value: 'High' };
const old = { field: 'date', operator: 'olderThan', amount: 1, unit: 'weeks' };
const MAIL = eq('tags', 'mail');
const HIGH = gte('severity', 3);
const OLD = lt('date', ago(1, 'weeks'));
const json = (condition: IDataObject) => JSON.stringify(condition);

describe('conditions', () => {
	it.each<[string, INodeParameters, Condition | undefined, string]>([
		['of which there is none', {}, undefined, 'abcd'],
		['that must all be met', { filters: { rules: [mail, high] } }, and(MAIL, HIGH), 'c'],
		['of which one must be met', { filterMatch: 'any', filters: { rules: [mail, high, old] } }, or(MAIL, HIGH, OLD), 'abcd'],
		['one of them negated', { filters: { rules: [mail, { ...high, not: true }] } }, and(MAIL, not(HIGH)), 'a'],
		['with a group of which one must be met', { filters: { rules: [high], groups: [{ match: 'any', rules: { rules: [mail, old] } }] } }, and(HIGH, or(MAIL, OLD)), 'c'],
		['with a negated group', { filters: { groups: [{ match: 'all', not: true, rules: { rules: [mail, high] } }] } }, not(and(MAIL, HIGH)), 'abd'],
		['of two groups', { filterMatch: 'any', filters: { groups: [{ match: 'all', rules: { rules: [mail, high] } }, { match: 'all', rules: { rules: [old] } }] } }, or(and(MAIL, HIGH), OLD), 'cd'],
		['as JSON, of any depth', { filterJson: json(or(and(MAIL, not(or(HIGH, OLD))), not(or(MAIL, HIGH)))) }, or(and(MAIL, not(or(HIGH, OLD))), not(or(MAIL, HIGH))), 'ad'],
		['as rules and JSON', { filterMatch: 'any', filters: { rules: [mail, old] }, filterJson: json(not(HIGH)) }, and(or(MAIL, OLD), not(HIGH)), 'ad'],
		['as a preset, rules and JSON', { alertPreset: 'highOpen', filters: { rules: [mail] }, filterJson: json(not(OLD)) }, and(and(isIn('stage', ['New', 'InProgress']), HIGH), MAIL, not(OLD)), 'c'],
		['for everything, by name', { filterJson: json(anything) }, anything, 'abcd'],
		['with a list of values in JSON text', { filters: { rules: [{ field: 'tags', operator: 'in', values: '["vip","scan"]' }] } }, isIn('tags', ['vip', 'scan']), 'ab'],
	])('%s', async (_what, parameters, condition, rows) => {
		expect(await search(parameters)).toEqual({ rows, filter: condition });
	});

	it('stand in a query as one operation, or none', () => {
		expect(where(and(MAIL, HIGH))).toEqual([{ _name: 'filter', _and: [MAIL, HIGH] }]);
		expect(where(undefined)).toEqual([]);
	});
});

describe('what TheHive would answer with nothing, or with everything,', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['an exact comparison of a long text', { filters: { rules: [{ field: 'description', operator: 'equals', value: 'Two countries' }] } }, /'Filters' has a rule on description that would find nothing: TheHive knows a long text by its words only.*Use Contains or Contains Words/],
		['the start of a long text', { filters: { rules: [{ field: 'summary', operator: 'startsWith', value: 'The' }] } }, /rule on summary that would find nothing/],
		['a field without an index', { filters: { rules: [{ field: 'importDate', operator: 'isSet' }] } }, /rule on importDate that would find nothing: TheHive has no index/],
		['a sort by a field without an index', { sort: { fields: [{ field: 'computed.handlingDuration', direction: 'asc' }] } }, /'Sort' by computed.handlingDuration would give no records/],
		['a part of a number', { filters: { rules: [{ field: 'severity', operator: 'like', value: 'High' }] } }, /rule on severity that cannot use 'Contains', which is for texts/],
		['a day of a text', { filters: { rules: [{ field: 'title', operator: 'today' }] } }, /cannot use 'Is Today', which is for dates/],
		['a preset there is not', { alertPreset: 'mineAndYours' }, /'Preset' cannot be 'mineAndYours'/],
		['a way to match there is not', { filterMatch: 'some', filters: { rules: [mail, high] } }, /'Filters' must match 'all' or 'any', not 'some'/],
		['a direction there is not', { sort: { fields: [{ field: 'date', direction: 'down' }] } }, /'Sort' goes 'asc' or 'desc', not 'down'/],
		['a limit of none', { returnAll: false, limit: 0 }, /'Limit' must be 1 or more/],
	])('is refused: %s', async (_what, parameters, message) => {
		const start = fixture.sandbox.requests.length;
		const { error } = await fixture.run({ operation: 'getAll', ...parameters });
		expect(error?.message).toMatch(message);
		expect(fixture.sandbox.requests.slice(start)).toEqual([]);
	});
});
