import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, smallest } from './sort.mts';

const byNumber = (a: number, b: number) => a - b;

describe('sort', () => {
	it('the smallest are those a whole sort would put first', () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), { maxLength: 5000 }), fc.integer({ min: 0, max: 300 }), (items, limit) => {
				expect(smallest(items, limit, byNumber)).toEqual(items.toSorted(byNumber).slice(0, limit));
			}),
			{ numRuns: 50 },
		);
	});

	it('missing values come last in both directions', () => {
		const values = [2, undefined, 1];
		expect(values.toSorted((a, b) => compareValues(a, b, false))).toEqual([1, 2, undefined]);
		expect([{ v: 2 }, {}, { v: 1 }].toSorted((a: { v?: number }, b: { v?: number }) => compareValues(a.v, b.v, true))).toEqual([{ v: 2 }, { v: 1 }, {}]);
	});
});
