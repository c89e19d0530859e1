import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { rowsOfQuery, WINDOW } from '../../nodes/shared/query/pages';
import { isObject } from '../../nodes/shared/values';

interface Row extends IDataObject {
	_id: string;
	_createdAt: number;
	severity?: number;
}

/** A table as TheHive answers from it: sorted, filtered from a stamp on, cut to a page. Knows nothing of the code under test. */
class Table {
	requests = 0;

	readonly rows: Row[];

	readonly #afterEach: (table: Table) => void;

	constructor(rows: Row[], afterEach: (table: Table) => void = () => undefined) {
		this.rows = rows;
		this.#afterEach = afterEach;
	}

	readonly send = async (query: IDataObject[]): Promise<INodeExecutionData[]> => {
		this.requests++;
		let rows = [...this.rows];
		for (const operation of query) {
			const { _gte: from, _fields: fields } = operation;
			if (isObject(from)) rows = rows.filter(({ _createdAt }) => _createdAt >= Number(from._value));
			if (Array.isArray(fields) && JSON.stringify(fields) === '[{"_createdAt":"asc"},{"_id":"asc"}]') {
				rows.sort((a, b) => a._createdAt - b._createdAt || (a._id < b._id ? -1 : 1));
			}
			if (operation._name === 'page') {
				if (Number(operation.to) > WINDOW) throw new Error('Result window is too large');
				rows = rows.slice(Number(operation.from), Number(operation.to));
			}
		}
		this.#afterEach(this);
		return rows.map((json) => ({ json }));
	};
}

const row = (number: number, stamp: number): Row => ({ _id: `~${String(number).padStart(8, '0')}`, _createdAt: stamp });
const ids = (items: INodeExecutionData[]) => items.map(({ json }) => json._id);
const everything = { sort: [], extraData: [] };

describe('Return All', () => {
	it('finds every row exactly once, while others write, whatever the stamps', async () => {
		const stamps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 120 });
		const insertions = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(stamps, insertions, fc.integer({ min: 1, max: 30 }), async (existing, inserted, pageSize) => {
				const pending = [...inserted];
				const table = new Table(
					existing.map((stamp, number) => row(number, stamp)),
					({ rows }) => {
						const stamp = pending.shift();
						if (stamp !== undefined) rows.push(row(10_000 + pending.length, stamp));
					},
				);
				const before = table.rows.map(({ _id }) => _id);
				const found = ids(await rowsOfQuery([], { ...everything, pageSize }, table.send));
				expect(new Set(found).size).toBe(found.length);
				expect(before.filter((id) => !found.includes(id))).toEqual([]);
			}),
		);
	});

	it.each([0, 1, 999, 1000, 1001, 3000, 25_000])('takes no wasted request for %i rows', async (count) => {
		const table = new Table(Array.from({ length: count }, (_, number) => row(number, number)));
		const found = await rowsOfQuery([], everything, table.send);
		expect(found).toHaveLength(count);
		// a full last page may be followed by more: one request tells
		expect(table.requests).toBe(Math.floor(count / 1000) + 1);
	});

	it('goes on behind more rows of one stamp than a page holds', async () => {
		const table = new Table([...Array.from({ length: 2500 }, (_, number) => row(number, 7)), row(9999, 8)]);
		expect(await rowsOfQuery([], everything, table.send)).toHaveLength(2501);
	});

	it('gives up loudly where one stamp fills the window', async () => {
		const table = new Table(Array.from({ length: 10_500 }, (_, number) => row(number, 7)));
		await expect(rowsOfQuery([], everything, table.send)).rejects.toThrow('cannot be read on behind 10000 rows');
	});

	it('brings the rows into the wanted order, missing values last', async () => {
		const severities = [2, undefined, 4, 1];
		const table = new Table(severities.map((severity, number) => ({ ...row(number, number), ...(severity ? { severity } : {}) })));
		const inOrder = async (direction: string) =>
			(await rowsOfQuery([], { ...everything, sort: [{ severity: direction }] }, table.send)).map(({ json }) => json.severity);
		expect(await inOrder('asc')).toEqual([1, 2, 4, undefined]);
		expect(await inOrder('desc')).toEqual([4, 2, 1, undefined]);
	});
});

describe('a limit', () => {
	it('is one request in the order of the server', async () => {
		const table = new Table(Array.from({ length: 50 }, (_, number) => row(number, number)));
		expect(await rowsOfQuery([], { ...everything, limit: 7 }, table.send)).toHaveLength(7);
		expect(table.requests).toBe(1);
	});

	it('behind the window walks, then cuts', async () => {
		const table = new Table(Array.from({ length: 12_000 }, (_, number) => row(number, number)));
		expect(await rowsOfQuery([], { ...everything, limit: 11_000 }, table.send)).toHaveLength(11_000);
	});
});
