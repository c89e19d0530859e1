import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let run: SocFixture['run'];

beforeAll(async () => {
	fixture = await startSoc('pattern');
	({ sandbox, run } = fixture);
});

afterAll(async () => await fixture.close());

describe('Get', () => {
	it.each(['T1566.001', 'https://attack.mitre.org/techniques/T1566/001/'])('gives the technique %s', async (patternId) => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'get', patternId });
		expect(sandbox.requests[start]).toMatchObject({ method: 'GET', path: '/api/v1/pattern/T1566.001' });
		expect(items).toMatchObject([{ json: { patternId: 'T1566.001', name: 'Spearphishing Attachment', tactics: ['initial-access'], revoked: false }, pairedItem: { item: 0 } }]);
		expect(Object.keys(items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
	});

	it('gives everything where Simplify is off', async () => {
		expect((await run({ operation: 'get', patternId: 'T1566.001', simple: false })).items[0]?.json).toMatchObject({ _type: 'Pattern', version: expect.any(String) });
	});

	it('gives TheHive\'s words for an unknown technique, and refuses an empty one', async () => {
		expect((await run({ operation: 'get', patternId: 'T9999' })).error?.message).toMatch(/^NotFoundError: .*T9999/);
		const start = sandbox.requests.length;
		expect((await run({ operation: 'get', patternId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Technique'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get Many', () => {
	it('finds techniques by tactic and name', async () => {
		const { items } = await run({
			operation: 'getAll',
			returnAll: true,
			filters: { rules: [{ field: 'tactics', operator: 'equals', value: 'initial-access' }, { field: 'name', operator: 'like', value: 'Spearphishing' }] },
		});
		expect(items.map(({ json }) => json.patternId).sort()).toEqual(['T1566.001', 'T1566.002', 'T1566.003', 'T1566.004']);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('stops at the limit', async () => {
		expect((await run({ operation: 'getAll', limit: 3 })).items).toHaveLength(3);
	});
});

describe('Get Patterns of Case', () => {
	it('lists the techniques of a case', async () => {
		const caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: '' })).id;
		for (const patternId of ['T1566.001', 'T1110']) await fixture.analyst.post(`/case/${caseId}/procedure`, { patternId, occurDate: 1 });
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'getPatternsOfCase', caseId });
		expect(sandbox.requests[start]).toMatchObject({ method: 'GET', path: `/api/v1/pattern/case/${encodeURIComponent(caseId)}` });
		expect(items.map(({ json, pairedItem }) => [json.patternId, pairedItem]).sort()).toEqual([['T1110', { item: 0 }], ['T1566.001', { item: 0 }]]);
		expect((await run({ operation: 'getPatternsOfCase', caseId, limit: 1 })).items).toHaveLength(1);
	});
});
