import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { detailsOf, startBulk } from './bulkFixture.mts';

let fixture: BulkFixture;

beforeAll(async () => {
	fixture = await startBulk('alert');
});

afterAll(async () => await fixture.close());

it('an observable that TheHive refuses is the fault of its alert alone: the alerts behind it get theirs', async () => {
	const refs = ['a', 'b', 'c', 'd'];
	for (const sourceRef of refs) await fixture.analyst.post('/alert', { type: 'test', source: 'siem', sourceRef, title: 'T', description: 'D' });
	fixture.sandbox.faults.failNext({
		match: (method, path) => method === 'POST' && path.endsWith('/observable'),
		status: 207,
		body: { success: [], failure: [{ type: 'BadRequest', message: 'The value is on the exclusion list', object: { dataType: 'ip', data: '203.0.113.0' } }] },
	});
	const input = refs.map((ref, index) => ({ ref, observables: [{ dataType: 'ip', data: `203.0.113.${index}` }] }));
	const { items } = await fixture.run(
		{
			operation: 'createOrUpdate',
			type: 'test',
			source: 'siem',
			sourceRef: '={{ $json.ref }}',
			title: 'T',
			description: 'D',
			alertUpsertFields: { observablesJson: '={{ $json.observables }}' },
			requestSettings: { concurrency: 1 },
		},
		{ input, onError: 'continueRegularOutput' },
	);
	expect(items.map((item) => item.json.observablesAdded ?? detailsOf(item).outcome)).toEqual(['failed', 1, 1, 1]);
	expect(items[0]?.json.error).toContain('TheHive refused 1 observables of the alert. BadRequest: The value is on the exclusion list');
	expect([...fixture.sandbox.store.table('observable').all()].map(({ data }) => data).sort()).toEqual(['203.0.113.1', '203.0.113.2', '203.0.113.3']);
});
