import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../nodes/shared/values';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

/** Random filters of the form over random cases; what must come is said here once more, by the words of the form alone. */

const DAY = 86_400_000;
const WORDS = ['Malware', 'malware', 'mail', 'MAIL', 'gateway', 'Host', 'host-7', 'travel', 'spraying', 'für'];
const TAGS = ['mail', 'vip', 'Scan', 'scan'];
const NOW = Date.parse('2026-03-10T12:00:00Z');
const started = Date.now();

type Row = Record<string, unknown>;

/** A rule as the form holds it, and when it is met. */
interface Rule {
	form: INodeParameters;
	meets: (row: Row) => boolean;
}

let fixture: SocFixture;
let rows: Row[];

const title = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const scale = (from: number, to: number) => fc.integer({ min: from, max: to });
const halfDays = fc.integer({ min: -20, max: 20 }).map((days) => NOW + (days + 0.5) * DAY);

const newCase = fc.record({
	title,
	description: title,
	severity: scale(1, 4),
	tlp: scale(0, 4),
	pap: scale(0, 3),
	flag: fc.boolean(),
	tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
	startDate: halfDays,
	summary: fc.option(title, { nil: undefined }),
	hosts: fc.option(scale(0, 5), { nil: undefined }),
	assigned: fc.boolean(),
});

beforeAll(async () => {
	fixture = await startSoc('case', { now: () => NOW + Date.now() - started });
	await fixture.soc.admin.post('/customField', { name: 'hosts', displayName: 'Hosts', group: 'g', description: 'd', type: 'integer' });
	for (const { hosts, assigned, ...given } of fc.sample(newCase, 60)) {
		const body: Row = { ...given };
		if (given.summary === undefined) delete body.summary;
		const { id } = await fixture.analyst.post('/case', JSON.parse(JSON.stringify({ ...body, ...(hosts === undefined ? {} : { customFields: { hosts } }) })));
		await fixture.analyst.patch(`/case/${id}`, { assignee: assigned ? 'analyst@main.test' : null });
	}
	rows = [...(await fixture.analyst.query({ _name: 'listCase' })).rows];
	expect(rows).toHaveLength(60);
});

afterAll(async () => await fixture.close());

/** Values that a row has under that name: none, one, or those of a list. */
function valuesOf(row: Row, field: string): unknown[] {
	if (field === 'customFields.hosts') {
		const list: unknown[] = Array.isArray(row.customFields) ? row.customFields : [];
		return list.filter(isObject).filter(({ name }) => name === 'hosts').map(({ value }) => value).filter((value) => value !== undefined && value !== null);
	}
	const value = row[field];
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? value : [value];
}

const some = (field: string, test: (value: unknown) => boolean) => (row: Row) => valuesOf(row, field).some(test);
const numeric = (test: (value: number) => boolean) => (value: unknown) => typeof value === 'number' && test(value);
const textual = (test: (value: string) => boolean) => (value: unknown) => typeof value === 'string' && test(value);
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Part of the text as it is written, or its words one after the other in any case. */
function contains(text: string, part: string): boolean {
	if (text.includes(part)) return true;
	const [all, wanted] = [wordsOf(text), wordsOf(part)];
	return wanted.length > 0 && all.some((_, start) => wanted.every((word, index) => all[start + index] === word));
}

/** A number of the form: itself, as text, or by its name. */
function spelt(value: number, names: readonly string[] | undefined): fc.Arbitrary<string | number> {
	const name = names?.[value];
	return fc.constantFrom<string | number>(value, String(value), ...(name ? [name, name.toLowerCase()] : []));
}

const SCALES = {
	severity: { range: [1, 4], names: ['', 'Low', 'Medium', 'High', 'Critical'] },
	tlp: { range: [0, 4], names: ['Clear', 'Green', 'Amber', 'Amber+Strict', 'Red'] },
	pap: { range: [0, 3], names: ['Clear', 'Green', 'Amber', 'Red'] },
	number: { range: [1, 60], names: undefined },
	'customFields.hosts': { range: [0, 5], names: undefined },
} as const;

const numberRule: fc.Arbitrary<Rule> = fc.constantFrom('severity', 'tlp', 'pap', 'number', 'customFields.hosts').chain((field) => {
	const { range: [from, to], names } = SCALES[field];
	const number = fc.integer({ min: from, max: to });
	const comparisons: Record<string, (a: number, b: number) => boolean> = {
		equals: (a, b) => a === b,
		greaterThan: (a, b) => a > b,
		greaterOrEqual: (a, b) => a >= b,
		lessThan: (a, b) => a < b,
		lessOrEqual: (a, b) => a <= b,
	};
	return fc.oneof(
		fc.constantFrom(...Object.entries(comparisons)).chain(([operator, compare]) =>
			number.chain((wanted) => spelt(wanted, names).map((value): Rule => ({ form: { field, operator, value }, meets: some(field, numeric((actual) => compare(actual, wanted))) })))),
		number.map((wanted): Rule => ({ form: { field, operator: 'notEquals', value: String(wanted) }, meets: (row) => !valuesOf(row, field).includes(wanted) })),
		fc.array(number, { minLength: 1, maxLength: 3 }).map((wanted): Rule => ({ form: { field, operator: 'in', values: wanted.join(', ') }, meets: some(field, numeric((actual) => wanted.includes(actual))) })),
		fc.tuple(number, number).map(([low, high]): Rule => ({ form: { field, operator: 'between', from: String(low), to: high }, meets: some(field, numeric((actual) => actual >= low && actual < high)) })),
	);
});

const flagRule: fc.Arbitrary<Rule> = fc.tuple(fc.constantFrom('equals', 'notEquals'), fc.boolean()).map(([operator, value]) => ({
	form: { field: 'flag', operator, value: String(value) },
	meets: ({ flag }) => (flag === value) === (operator === 'equals'),
}));

const piece = fc.tuple(title, fc.nat(), fc.nat()).map(([text, a, b]) => {
	const start = a % text.length;
	const part = text.slice(start, start + 1 + (b % (text.length - start))).trim();
	return part === '' ? text : part;
});

const textRule: fc.Arbitrary<Rule> = fc.tuple(title, piece, fc.uniqueArray(fc.constantFrom(...TAGS, 'none'), { minLength: 1, maxLength: 3 })).chain(([whole, part, tags]) =>
	fc.constantFrom<Rule>(
		{ form: { field: 'title', operator: 'equals', value: whole }, meets: some('title', (value) => value === whole) },
		{ form: { field: 'title', operator: 'startsWith', value: part }, meets: some('title', textual((value) => value.startsWith(part))) },
		{ form: { field: 'title', operator: 'endsWith', value: part }, meets: some('title', textual((value) => value.endsWith(part))) },
		...['title', 'description', 'summary'].map((field): Rule => ({ form: { field, operator: 'like', value: part }, meets: some(field, textual((value) => contains(value, part))) })),
		...['title', 'description', 'summary'].map((field): Rule => ({
			form: { field, operator: 'match', value: part },
			meets: some(field, textual((value) => wordsOf(part).length > 0 && wordsOf(part).every((word) => wordsOf(value).includes(word)))),
		})),
		{ form: { field: 'tags', operator: 'equals', value: tags[0] ?? '' }, meets: some('tags', (tag) => tag === tags[0]) },
		{ form: { field: 'tags', operator: 'notEquals', value: tags[0] ?? '' }, meets: (row) => !valuesOf(row, 'tags').includes(tags[0]) },
		{ form: { field: 'tags', operator: 'in', values: tags.join(',') }, meets: some('tags', (tag) => tags.some((wanted) => wanted === tag)) },
	));

const presenceRule: fc.Arbitrary<Rule> = fc.tuple(fc.constantFrom('assignee', 'summary', 'tags', 'endDate', 'customFields.hosts'), fc.boolean()).map(([field, isSet]) => ({
	form: { field, operator: isSet ? 'isSet' : 'isNotSet' },
	meets: (row) => valuesOf(row, field).length > 0 === isSet,
}));

/** Cases start at half days, so that the hours of the test make no difference. */
const dateRule: fc.Arbitrary<Rule> = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 20 })).chain(([day, days]) => {
	const date = NOW + day * DAY;
	const start = (test: (date: number) => boolean) => some('startDate', numeric(test));
	const rule = (form: INodeParameters, test: (date: number) => boolean): Rule => ({ form: { field: 'startDate', ...form }, meets: start(test) });
	return fc.constantFrom<Rule>(
		rule({ operator: 'greaterThan', value: new Date(date).toISOString() }, (actual) => actual > date),
		rule({ operator: 'lessOrEqual', value: String(date) }, (actual) => actual <= date),
		rule({ operator: 'between', from: new Date(date).toISOString(), to: date + days * DAY }, (actual) => actual >= date && actual < date + days * DAY),
		rule({ operator: 'inTheLast', amount: days, unit: 'days' }, (actual) => actual <= NOW && actual >= NOW - days * DAY),
		rule({ operator: 'inTheNext', amount: days, unit: 'days' }, (actual) => actual >= NOW && actual < NOW + days * DAY),
		rule({ operator: 'olderThan', amount: days, unit: 'days' }, (actual) => actual < NOW - days * DAY),
	);
});

const anyRule: fc.Arbitrary<Rule> = fc
	.tuple(fc.oneof(numberRule, flagRule, textRule, presenceRule, dateRule), fc.boolean())
	.map(([{ form, meets }, negated]) => (negated ? { form: { ...form, not: true }, meets: (row) => !meets(row) } : { form, meets }));

const match = fc.constantFrom('all', 'any');

function joined(how: string, parts: Array<(row: Row) => boolean>): (row: Row) => boolean {
	return (row) => (how === 'any' && parts.length > 0 ? parts.some((meets) => meets(row)) : parts.every((meets) => meets(row)));
}

const group = fc.tuple(match, fc.boolean(), fc.array(anyRule, { minLength: 1, maxLength: 3 })).map(([how, negated, rules]) => {
	const meets = joined(how, rules.map((rule) => rule.meets));
	return {
		form: { match: how, not: negated, rules: { rules: rules.map(({ form }) => form) } },
		meets: (row: Row) => meets(row) !== negated,
	};
});

const anyFilter = fc.tuple(match, fc.array(anyRule, { maxLength: 4 }), fc.array(group, { maxLength: 2 })).map(([how, rules, groups]) => ({
	form: { filterMatch: how, filters: { rules: rules.map(({ form }) => form), groups: groups.map(({ form }) => form) } },
	meets: joined(how, [...rules, ...groups].map(({ meets }) => meets)),
}));

describe('a filter of the form', () => {
	it('finds exactly the cases that meet what it says', async () => {
		const sizes: number[] = [];
		await fc.assert(
			fc.asyncProperty(anyFilter, async ({ form, meets }) => {
				const { items, error } = await fixture.run({ operation: 'getAll', returnAll: true, simple: false, ...form });
				expect(error?.message).toBeUndefined();
				const found = items.map(({ json }) => json._id).sort();
				expect(found).toEqual(rows.filter(meets).map(({ _id }) => _id).sort());
				sizes.push(found.length);
			}),
			{ numRuns: 150 },
		);
		// neither all nor nothing, most of the time: the filters do tell cases apart
		expect(sizes.filter((size) => size > 0 && size < rows.length).length).toBeGreaterThan(50);
	});
});
