import { expect, it } from 'vitest';
import { asDataList } from '../../nodes/shared/observableData/valuesFrom';

it.each([
	['one per line', ' a \r\nb\n\na ', ['a', 'b']],
	['a list', ['a', ' b', 3, '', null], ['a', 'b', '3']],
	['a list as JSON, as an AI agent writes it', '["a", "b"]', ['a', 'b']],
	['an address in brackets, which is no list', '[2001:db8::1]', ['[2001:db8::1]']],
	['broken JSON, which is a text', '["a"', ['["a"']],
	['a value with a comma', 'http://a.example/?x=1,2', ['http://a.example/?x=1,2']],
	['nothing', ' \n ', undefined],
	['an empty list', [], undefined],
])('reads %s', (_what, given, expected) => {
	expect(asDataList(given)).toEqual(expected);
});

it.each([
	['an object', { a: 1 }, 'needs text'],
	['a list with an object in it', [{ a: 1 }], 'needs text'],
	['a text longer than TheHive takes', 'x'.repeat(4097), 'has a value of 4097 characters'],
])('refuses %s', (_what, given, message) => {
	expect(() => asDataList(given)).toThrow(message);
});
