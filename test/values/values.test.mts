import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TheHive } from '../../nodes/TheHive/TheHive.node';
import { labelOf, wordsOf } from '../../nodes/shared/labels';
import { idFrom, idsFrom } from '../../nodes/shared/path';
import { apiBaseUrl } from '../../nodes/shared/instanceUrl';
import { SEVERITIES, TLPS } from '../../nodes/shared/fields/scales';
import type { Converter } from '../../nodes/shared/values';
import { asBoolean, asEpochMs, asJsonArray, asJsonObject, asTags, oneOf, textUpTo } from '../../nodes/shared/values';

const node = { id: '1', name: 'TheHive', type: 'theHive', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

describe('a date', () => {
	it.each<[unknown, number]>([
		['2026-01-31', Date.UTC(2026, 0, 31)],
		['2026-01-31T08:00', Date.UTC(2026, 0, 31, 8)],
		['2026-01-31T08:00:00', Date.UTC(2026, 0, 31, 8)],
		['2026-01-31 08:00:00.250', Date.UTC(2026, 0, 31, 8, 0, 0, 250)],
		['2026-01-31T08:00:00Z', Date.UTC(2026, 0, 31, 8)],
		['2026-01-31T08:00:00.123456Z', Date.UTC(2026, 0, 31, 8, 0, 0, 123)],
		['2026-01-31T08:00:00+0100', Date.UTC(2026, 0, 31, 7)],
		['2026-01-31T08:00:00-05:30', Date.UTC(2026, 0, 31, 13, 30)],
		['1769846400000', 1769846400000],
		[1769846400000, 1769846400000],
		[1769846400000.9, 1769846400000],
		[new Date(1769846400000), 1769846400000],
		[{ toMillis: () => 1769846400000 }, 1769846400000],
	])('%j becomes epoch milliseconds', (given, millis) => {
		expect(asEpochMs(given)).toBe(millis);
	});

	it.each(['', '  ', null, undefined])('%j is not given', (given) => expect(asEpochMs(given)).toBeUndefined());

	it.each(['tomorrow', '31.01.2026', '01/02/2026', '2026-13-01', '2026-02-30T99:00', 'NaN', Number.NaN, Number.POSITIVE_INFINITY, {}, [], true, '2026'])(
		'%j is refused',
		(given) => expect(() => asEpochMs(given)).toThrow('is no date'),
	);

	it('never becomes something that is no whole number', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				let result: unknown;
				try {
					result = asEpochMs(value);
				} catch {
					return;
				}
				expect(result === undefined || Number.isSafeInteger(result)).toBe(true);
			}),
		);
	});
});

describe('other values', () => {
	it.each<[string, Converter, unknown, unknown]>([
		['tags as text', asTags, ' a, b ,a,,c\nd', ['a', 'b', 'c', 'd']],
		['tags as list', asTags, ['a, with comma', 'b', ''], ['a, with comma', 'b']],
		['a severity by name', oneOf(SEVERITIES), 'High', 3],
		['a severity by text', oneOf(SEVERITIES), '3', 3],
		['TLP 2.0', oneOf(TLPS), 'amber+strict', 3],
		['a switch', asBoolean, 'false', false],
		['an object', asJsonObject, '{"a":1}', { a: 1 }],
		['a list', asJsonArray, [1], [1]],
	])('%s', (_what, convert, given, expected) => expect(convert(given)).toEqual(expected));

	it.each<[string, Converter, unknown, string]>([
		['a tag that is too long', asTags, 'x'.repeat(129), 'TheHive takes at most 128'],
		['tags that are an object', asTags, { a: 1 }, 'needs a list'],
		['a severity there is not', oneOf(SEVERITIES), 5, 'Choose one of: 1 (Low)'],
		['a title that is too long', textUpTo(512), 'x'.repeat(513), 'is 513 characters long'],
		['an object as text', textUpTo(512), { a: 1 }, 'needs text'],
		['a switch that is neither', asBoolean, 'maybe', 'needs true or false'],
		['broken JSON', asJsonObject, '{', 'is no valid JSON'],
		['a list for an object', asJsonObject, '[]', 'needs a JSON object'],
	])('%s is refused', (_what, convert, given, message) => expect(() => convert(given)).toThrow(message));
});

describe('an ID', () => {
	const id = (value: unknown) => idFrom(node, 3, 'caseId', value);

	it.each<[unknown, string]>([
		['~4104', '~4104'],
		[' ~4104 ', '~4104'],
		[17, '17'],
		['17', '17'],
		[{ __rl: true, mode: 'list', value: '~8' }, '~8'],
		['https://thehive.example.org/cases/~4104/details', '~4104'],
		['http://10.0.0.1:9000/thehive/alerts/~12/details?x=1#y', '~12'],
		['https://thehive.example.org/cases/~1/tasks/~2/details', '~2'],
		['https://thehive.example.org/cases/17', '17'],
	])('%j is %s', (given, expected) => expect(id(given)).toBe(expected));

	it.each(['', '   ', null, undefined, 'undefined', 'null', 'NaN', '[object Object]', '.', '..', {}, [], true, { __rl: true, mode: 'id', value: '' }, 'https://thehive.example.org/'])(
		'%j is refused, naming field and item',
		(given) => expect(() => id(given)).toThrow(/^'Case' .*\[item 3\]$/),
	);

	it('lists are distinct', () => {
		expect(idsFrom(node, 0, 'caseIds', '~1, ~2,~1')).toEqual(['~1', '~2']);
		expect(idsFrom(node, 0, 'caseIds', ['~1', 2])).toEqual(['~1', '2']);
	});

	it.each([{ a: 1 }, [{ a: 1 }], ['~1', null], ['~1', ['~2']], true, '[object Object]', '~1,[object Object]', '~1 undefined'])('a list with %j is refused', (given) => {
		expect(() => idsFrom(node, 3, 'caseIds', given)).toThrow(/^'Case IDs' .*\[item 3\]$/);
	});

	it('is called what the form calls it', () => {
		expect([labelOf('caseIds'), labelOf('sourceRef'), wordsOf('caseId')]).toEqual(['Case IDs', 'Source Ref', 'Case ID']);
		const ids = new TheHive().description.properties.filter(({ name, type }) => /Ids?$/.test(name) && (type === 'resourceLocator' || type === 'string'));
		expect(ids.length).toBeGreaterThan(30);
		// one field takes two kinds of ID, and says so
		for (const { name, displayName } of ids) expect([name, displayName]).toEqual([name, name === 'feedRootId' ? 'Case or Alert ID' : labelOf(name)]);
	});
});

it.each([
	['https://t.example', 'https://t.example/api/v1'],
	['https://t.example/', 'https://t.example/api/v1'],
	['https://t.example/soc//', 'https://t.example/soc/api/v1'],
	[' http://t.example:9000/soc/api/v1/ ', 'http://t.example:9000/soc/api/v1'],
	['https://t.example/api', 'https://t.example/api/v1'],
])('the address %j leads to %s', (given, expected) => expect(apiBaseUrl(given)).toBe(expected));
