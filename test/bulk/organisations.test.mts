import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { jsonOf, startBulk } from './bulkFixture.mts';

/** A user of two organisations whose items say in which they act: what is read before a change is read there, too. */

let fixture: BulkFixture;
let run: BulkFixture['run'];

beforeAll(async () => {
	fixture = await startBulk('alert');
	({ run } = fixture);
	const organisations = ['main', 'other'].map((organisation) => ({ organisation, profile: 'org-admin', default: organisation === 'main' }));
	await fixture.soc.admin.put('/user/analyst@main.test/organisations', { organisations });
});

afterAll(async () => await fixture.close());

const everywhere = { requestSettings: { organisation: '={{ $json.organisation }}' } };
const input = (main: string, other: string) => [{ _id: main, organisation: 'main' }, { _id: other, organisation: 'other' }];

let number = 0;
const alertOfOther = async () => (await fixture.soc.other.post('/alert', { type: 'test', source: 'other', sourceRef: String(++number), title: 'Alert', description: 'd' })).id;

describe.each([false, true])('items of two organisations, reversed: %s', (isReversed) => {
	const inOrder = (main: string, other: string) => (isReversed ? input(main, other).reverse() : input(main, other));

	it('Mark as Read leaves the verdicts of both alone', async () => {
		const [mine = ''] = await fixture.newAlerts(1);
		const theirs = await alertOfOther();
		for (const [client, id] of [[fixture.analyst, mine], [fixture.soc.other, theirs]] as const) await client.send('PATCH', `/alert/${id}`, { status: 'FalsePositive' });
		const { error } = await run({ operation: 'markAsRead', ...everywhere }, { input: inOrder(mine, theirs) });
		expect(error).toBeUndefined();
		expect([mine, theirs].map((id) => fixture.sandbox.store.table('alert').get(id)?.status)).toEqual(['FalsePositive', 'FalsePositive']);
	});

	it('a dry run finds the records of both', async () => {
		const [mine = ''] = await fixture.newAlerts(1);
		const { items } = await run({ operation: 'deleteMany', dryRun: true, ...everywhere }, { input: inOrder(mine, await alertOfOther()) });
		expect(jsonOf(items)).toMatchObject([{ dryRun: true, found: true }, { dryRun: true, found: true }]);
	});

	it('Close completes the mandatory tasks of both, by number of the case, too', async () => {
		const [mine = ''] = await fixture.newCases(1);
		const { id: theirs, object } = await fixture.soc.other.post('/case', { title: 'Case', description: 'd' });
		await fixture.analyst.post(`/case/${mine}/task`, { title: 'Report', mandatory: true });
		await fixture.soc.other.post(`/case/${theirs}/task`, { title: 'Report', mandatory: true });
		const close = { resource: 'case', operation: 'close', closedStatus: 'TruePositive', completeMandatoryTasks: true, ...everywhere };
		const { error } = await run(close, { input: inOrder(mine, String(object.number)) });
		expect(error).toBeUndefined();
		expect([mine, theirs].map((id) => fixture.sandbox.store.table('case').get(id)?.stage)).toEqual(['Closed', 'Closed']);
	});
});
