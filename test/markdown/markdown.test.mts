import { describe, expect, it } from 'vitest';
import { markdownUpTo } from '../../nodes/shared/markdown';

const asMarkdown = markdownUpTo(200);

describe('markdownUpTo', () => {
	it.each([
		['text stays as it is', '# Title\n\n| a |', '# Title\n\n| a |'],
		['nothing stays nothing', '', undefined],
		['nothing stays nothing', undefined, undefined],
		['a number becomes text', 7, '7'],
		['objects become a table', [{ ip: '192.0.2.1', hits: 3 }, { ip: '192.0.2.2', hits: 0 }], '| ip | hits |\n| --- | --- |\n| 192.0.2.1 | 3 |\n| 192.0.2.2 | 0 |'],
		['columns are those of all rows', [{ a: 1 }, { b: true }], '| a | b |\n| --- | --- |\n| 1 |  |\n|  | true |'],
		['pipes and lines do not break the table', [{ a: 'x|y', b: 'one\ntwo' }], '| a | b |\n| --- | --- |\n| x\\|y | one<br>two |'],
		['backslashes stay themselves', [{ path: 'C:\\a' }], '| path |\n| --- |\n| C:\\\\a |'],
		['what is nested is shown as JSON', [{ a: { b: [1] }, c: null }], '| a | c |\n| --- | --- |\n| {"b":[1]} |  |'],
		['texts become points', ['one', 'two', ''], '- one\n- two'],
	])('%s', (_what, given, expected) => {
		expect(asMarkdown(given)).toBe(expected);
	});

	it.each([
		['an empty list', []],
		['rows without keys', [{}, {}]],
		['texts among objects', [{ a: 1 }, 'b']],
		['an object that is no list', { a: 1 }],
		['too long a text', 'x'.repeat(201)],
		['too long a table', [{ a: 'x'.repeat(200) }]],
	])('refuses %s', (_what, given) => {
		expect(() => asMarkdown(given)).toThrow();
	});
});
