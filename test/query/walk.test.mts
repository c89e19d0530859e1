import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';
import { addRows, keepWriting } from './manyRows.mts';

/** Return All on n8n's engine past the 10,000 rows of TheHive's window. test/bench/walk.bench.mts takes ten times as many. */

const ROWS = 12_000;
const PAGE = 1000;

let fixture: SocFixture;
let caseId: string;
let ids: string[];

beforeAll(async () => {
	fixture = await startSoc('observable');
	({ id: caseId } = await fixture.analyst.post('/case', { title: 'Many', description: 'd' }));
	ids = await addRows(fixture.analyst, caseId, ROWS);
	fixture.sandbox.resetJournal();
});

afterAll(async () => await fixture.sandbox.close());

const pages = () => fixture.sandbox.requests.filter(({ path }) => path.includes('/query')).length;

async function returnAll(parameters: INodeParameters = {}) {
	const { items, error } = await fixture.run({ operation: 'getAll', within: 'all', returnAll: true, ...parameters });
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}

describe('Return All', () => {
	it('finds each row that was there throughout exactly once while others write, with no request too many', async () => {
		const writer = keepWriting(fixture.analyst, caseId, ids);
		const found = (await returnAll()).map(({ _id }) => String(_id));
		const requests = pages();
		await writer.stop();
		expect(writer.added.length).toBeGreaterThan(0);
		expect(writer.changed).toBeGreaterThan(0);
		const seen = new Set(found);
		expect(seen.size).toBe(found.length);
		expect(ids.filter((id) => !seen.has(id))).toEqual([]);
		const known = new Set([...ids, ...writer.added]);
		expect(found.filter((id) => !known.has(id))).toEqual([]);
		expect(requests).toBeGreaterThanOrEqual(Math.ceil(found.length / PAGE));
		expect(requests).toBeLessThanOrEqual(Math.ceil(found.length / PAGE) + 1);
		ids.push(...writer.added);
	});

	it('heeds filter, order and fields', async () => {
		const changed = await returnAll({ filters: { rules: [{ field: 'tags', operator: 'notEquals', value: 'changed' }] }, sort: { fields: [{ field: 'data', direction: 'desc' }] }, simple: false, listOptions: { excludeFields: 'message' } });
		const data = changed.map((row) => String(row.data));
		expect(data.length).toBeGreaterThan(10_000);
		expect(data).toEqual([...data].sort().reverse());
		expect(changed.every((row) => !('message' in row))).toBe(true);
	});

	it('with a limit past the window gives that many', async () => {
		expect(await returnAll({ returnAll: false, limit: 10_500 })).toHaveLength(10_500);
	});
});
