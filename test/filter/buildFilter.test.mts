import { describe, expect, it } from 'vitest';
import { buildFilter } from '../../nodes/shared/filter/buildFilter';
import { fieldsOf } from '../../nodes/shared/filter/fieldTypes';
import { jsonFilter } from '../../nodes/shared/filter/jsonFilter';
import { FILTER_OPERATORS } from '../../nodes/shared/filter/operators';

type Row = Record<string, unknown>;

const build = (filters: unknown, match: 'all' | 'any' = 'all', json?: unknown) =>
	buildFilter({ match, filters, json: jsonFilter(json) }, (field) => fieldsOf('alert')[field] ?? fieldsOf('case')[field]);

const rule = (row: Row) => build({ rules: [row] });

/** Each operator once: what the form holds, what TheHive gets. */
const operators: Record<keyof typeof FILTER_OPERATORS, [form: Row, json: unknown]> = {
	equals: [{ field: 'status', value: 'New' }, { _eq: { _field: 'status', _value: 'New' } }],
	notEquals: [{ field: 'status', value: 'New' }, { _ne: { _field: 'status', _value: 'New' } }],
	in: [{ field: 'status', values: 'New, InProgress' }, { _in: { _field: 'status', _values: ['New', 'InProgress'] } }],
	like: [{ field: 'title', value: 'rdp' }, { _like: { _field: 'title', _value: 'rdp' } }],
	likeAnyCase: [{ field: 'title', value: 'rdp' }, { _or: [{ _like: { _field: 'title', _value: 'rdp' } }, { _like: { _field: 'title', _value: 'RDP' } }, { _like: { _field: 'title', _value: 'Rdp' } }] }],
	match: [{ field: 'description', value: 'brute force' }, { _match: { _field: 'description', _value: 'brute force' } }],
	startsWith: [{ field: 'sourceRef', value: 'w-' }, { _startsWith: { _field: 'sourceRef', _value: 'w-' } }],
	endsWith: [{ field: 'sourceRef', value: '.1' }, { _endsWith: { _field: 'sourceRef', _value: '.1' } }],
	greaterThan: [{ field: 'number', value: '17' }, { _gt: { _field: 'number', _value: 17 } }],
	greaterOrEqual: [{ field: 'severity', value: 'High' }, { _gte: { _field: 'severity', _value: 3 } }],
	lessThan: [{ field: 'tlp', value: 'amber+strict' }, { _lt: { _field: 'tlp', _value: 3 } }],
	lessOrEqual: [{ field: 'date', value: '2026-01-31T08:00:00Z' }, { _lte: { _field: 'date', _value: 1769846400000 } }],
	between: [{ field: '_createdAt', from: '2026-01-01', to: '1769904000000' }, { _between: { _field: '_createdAt', _from: 1767225600000, _to: 1769904000000 } }],
	inTheLast: [{ field: '_createdAt', amount: 30, unit: 'minutes' }, { _gte: { _field: '_createdAt', _value: { amount: 30, unit: 'minutes', look: 'behind' } } }],
	olderThan: [{ field: '_createdAt', amount: 2, unit: 'days' }, { _lt: { _field: '_createdAt', _value: { amount: 2, unit: 'days', look: 'behind' } } }],
	inTheNext: [
		{ field: 'date', amount: 24, unit: 'hours' },
		{ _between: { _field: 'date', _from: { amount: 0, unit: 'minutes', look: 'behind' }, _to: { amount: 24, unit: 'hours', look: 'ahead' } } },
	],
	today: [
		{ field: 'date' },
		{
			_between: {
				_field: 'date',
				_from: { amount: 0, unit: 'days', look: 'behind', modifier: 'startOfDay' },
				_to: { amount: 1, unit: 'days', look: 'ahead', modifier: 'startOfDay' },
			},
		},
	],
	yesterday: [
		{ field: 'date' },
		{
			_between: {
				_field: 'date',
				_from: { amount: 1, unit: 'days', look: 'behind', modifier: 'startOfDay' },
				_to: { amount: 0, unit: 'days', look: 'behind', modifier: 'startOfDay' },
			},
		},
	],
	isSet: [{ field: 'summary' }, { _has: 'summary' }],
	isNotSet: [{ field: 'assignee' }, { _not: { _has: 'assignee' } }],
};

describe('a filter rule', () => {
	it.each(Object.entries(operators))('with the operator %s becomes its JSON', (operator, [form, json]) => {
		expect(rule({ operator, ...form })).toEqual(json);
		expect(rule({ operator, ...form, not: true })).toEqual({ _not: json });
	});

	it('on the ID uses the ID operator', () => {
		expect(rule({ field: '_id', operator: 'equals', value: '~1' })).toEqual({ _id: '~1' });
		expect(rule({ field: '_id', operator: 'in', values: ['~1', '~2'] })).toEqual({ _or: [{ _id: '~1' }, { _id: '~2' }] });
	});

	it.each<[string, Row, unknown]>([
		['a number typed as text', { field: 'number', value: '3' }, 3],
		['a number from an expression', { field: 'number', value: 3 }, 3],
		['a severity by number', { field: 'severity', value: '3' }, 3],
		['a severity by name', { field: 'severity', value: 'critical' }, 4],
		['TLP red', { field: 'tlp', value: 'Red' }, 4],
		['a flag as text', { field: 'flag', value: 'true' }, true],
		['a date with an offset', { field: 'date', value: '2026-01-01T01:00:00+01:00' }, 1767225600000],
		['a relative date from an expression', { field: 'date', value: { amount: 1, unit: 'hours', look: 'behind' } }, { amount: 1, unit: 'hours', look: 'behind' }],
		['a text that looks like a number', { field: 'title', value: '404' }, '404'],
		['a number on an unknown field', { field: 'whatever', value: 3 }, 3],
	])('sends %s by the type of the field', (_what, row, value) => {
		expect(rule({ operator: 'equals', ...row })).toEqual({ _eq: { _field: row.field, _value: value } });
	});

	it.each<[string, Row, RegExp]>([
		['an empty value', { field: 'status', operator: 'equals', value: '' }, /rule on status that has no 'value'/],
		['an undefined value', { field: 'status', operator: 'like', value: undefined }, /has no 'value'/],
		['a blank value', { field: 'status', operator: 'startsWith', value: '   ' }, /has no 'value'/],
		['an empty list', { field: 'status', operator: 'in', values: ' , ' }, /has no values/],
		['a range without an end', { field: 'date', operator: 'between', from: '2026-01-01', to: '' }, /has no 'to'/],
		['no field', { field: '', operator: 'isSet' }, /rule without a field/],
		['an unknown operator', { field: 'status', operator: 'resembles', value: 'x' }, /unknown operator 'resembles'/],
		['a text where a number belongs', { field: 'number', operator: 'equals', value: 'many' }, /needs a number/],
		['a severity there is not', { field: 'severity', operator: 'equals', value: '5' }, /Choose one of/],
		['a date that is none', { field: 'date', operator: 'lessThan', value: 'tomorrow' }, /is no date/],
		['a negative amount', { field: 'date', operator: 'inTheLast', amount: -1, unit: 'days' }, /0 or more/],
		['a unit there is not', { field: 'date', operator: 'inTheLast', amount: 1, unit: 'fortnights' }, /no unit/],
	])('with %s is refused', (_what, row, message) => {
		expect(() => rule(row)).toThrow(message);
	});
});

describe('rules and groups', () => {
	const high = { field: 'severity', operator: 'greaterOrEqual', value: '3' };
	const isNew = { field: 'status', operator: 'equals', value: 'New' };
	const unassigned = { field: 'assignee', operator: 'isNotSet' };
	const HIGH = { _gte: { _field: 'severity', _value: 3 } };
	const NEW = { _eq: { _field: 'status', _value: 'New' } };
	const UNASSIGNED = { _not: { _has: 'assignee' } };

	it('say nothing when there are none', () => {
		expect(build({})).toBeUndefined();
		expect(build(undefined)).toBeUndefined();
		expect(build({ rules: [] }, 'any', '')).toBeUndefined();
	});

	it('must all match, or any', () => {
		expect(build({ rules: [high, isNew] })).toEqual({ _and: [HIGH, NEW] });
		expect(build({ rules: [high, isNew] }, 'any')).toEqual({ _or: [HIGH, NEW] });
	});

	it('nest one level, each group with its own way to match', () => {
		expect(build({ rules: [high], groups: [{ match: 'any', rules: { rules: [isNew, unassigned] } }] })).toEqual({
			_and: [HIGH, { _or: [NEW, UNASSIGNED] }],
		});
		expect(build({ groups: [{ match: 'all', not: true, rules: { rules: [isNew, unassigned] } }] })).toEqual({
			_not: { _and: [NEW, UNASSIGNED] },
		});
	});

	it('refuse an empty group', () => {
		expect(() => build({ groups: [{ match: 'any', rules: {} }] })).toThrow('has a group without rules');
	});

	it.each<[string, unknown]>([
		['the form', { rules: [isNew, high] }],
		['JSON text', JSON.stringify({ rules: [isNew, high] })],
		['a list of rules', [isNew, high]],
		['a group of bare rules', { groups: [{ match: 'all', rules: [isNew, high] }] }],
	])('are read from %s', (_what, given) => {
		expect(build(given)).toEqual({ _and: [NEW, HIGH] });
	});

	it.each<[string, unknown, RegExp]>([
		['rules under another name', { conditions: [isNew] }, /has 'conditions', where only rules and groups can be/],
		['a rule instead of the rules', isNew, /has 'field'/],
		['rules that are none', { rules: ['severity >= 3'] }, /has a rule or group that is none/],
		['text that is no JSON', 'severity >= 3', /no valid JSON/],
		['a number', 3, /needs an object with rules and groups/],
	])('are not taken for none: %s', (_what, given, message) => {
		expect(() => build(given)).toThrow(message);
	});

	it('are joined with the JSON filter, of any depth', () => {
		const json = { _or: [{ _and: [NEW, { _not: HIGH }] }, UNASSIGNED] };
		expect(build({ rules: [high] }, 'any', JSON.stringify(json))).toEqual({ _and: [HIGH, json] });
		expect(build({}, 'all', { _name: 'filter', ...NEW })).toEqual(NEW);
	});

	it.each<[string, unknown, RegExp]>([
		['no JSON', '{ "_eq": ', /no valid JSON/],
		['a list', [NEW], /needs a JSON object/],
		['no operator, which would match everything', {}, /exactly one operator/],
		['two operators', { ...HIGH, ...NEW }, /exactly one operator/],
		['a join of nothing', { _and: [] }, /would match everything/],
		['a join of nothing further in', { _or: [NEW, { _not: { _and: [] } }] }, /would match everything/],
		['another operation', { _name: 'sort', _fields: [] }, /not a filter/],
	])('refuse a JSON filter that is %s', (_what, json, message) => {
		expect(() => build({}, 'all', json)).toThrow(message);
	});
});
