import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { detailsOf, itemsOf, jsonOf, startBulk } from './bulkFixture.mts';

let fixture: BulkFixture;
let run: BulkFixture['run'];

beforeAll(async () => {
	fixture = await startBulk('alert');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(() => fixture.sandbox.faults.reset());

const commentsOf = (id: string) => [...fixture.sandbox.store.table('comment').all()].filter(({ parentId }) => parentId === id).map(({ message }) => message);
const isComment = (method: string, path: string) => method === 'POST' && path.endsWith('/comment');
const close = { operation: 'close', closedStatus: 'FalsePositive', alertCloseFields: { comment: '=Closed by sweep {{ $json.sweep ?? 1 }}' } };

describe('A comment with the closing', () => {
	it('of alerts goes to each of them after they were closed together', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		const input = ids.map((_id, index) => ({ _id, sweep: index }));
		const { items, error } = await run(close, { input });
		expect(error).toBeUndefined();
		expect(fixture.wire()).toEqual(['PATCH /alert/_bulk', ...ids.map(() => 'POST /alert/{id}/comment')]);
		expect(fixture.since()[0]?.requestBody).toEqual({ ids, status: 'FalsePositive' });
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
		expect(ids.map(commentsOf)).toEqual([['Closed by sweep 0'], ['Closed by sweep 1'], ['Closed by sweep 2']]);
	});

	it('of cases goes to those that could be closed', async () => {
		const [free = '', held = ''] = await fixture.newCases(2);
		await fixture.analyst.post(`/case/${held}/task`, { title: 'Report', mandatory: true });
		const { items } = await run(
			{ resource: 'case', operation: 'close', closedStatus: 'TruePositive', caseCloseFields: { comment: 'Done' } },
			{ input: itemsOf([free, held]), onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.success ?? 'refused')).toEqual([true, 'refused']);
		expect([free, held].map(commentsOf)).toEqual([['Done'], []]);
	});

	it('goes to each record of a filter once', async () => {
		const ids = await fixture.newAlerts(3);
		const source = String(fixture.sandbox.store.table('alert').get(ids[0] ?? '')?.source);
		const { error } = await run(
			{ ...close, applyTo: 'filter', filters: { rules: [{ field: 'source', operator: 'equals', value: source }] } },
			{ input: [{}, {}] },
		);
		expect(error).toBeUndefined();
		expect(ids.map(commentsOf)).toEqual(ids.map(() => ['Closed by sweep 1']));
	});

	it('is shown by a dry run, and not sent', async () => {
		const ids = await fixture.newAlerts(1);
		const { items } = await run({ ...close, dryRun: true }, { input: itemsOf(ids) });
		expect(items[0]?.json).toMatchObject({ changes: { status: 'FalsePositive' }, comment: 'Closed by sweep 1' });
		expect(ids.map(commentsOf)).toEqual([[]]);
	});

	it('that is refused is told of its record, which stays closed', async () => {
		const ids = await fixture.newAlerts(3);
		let comments = 0;
		fixture.sandbox.faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'No' }, match: (method, path) => isComment(method, path) && ++comments === 2 });
		const { items } = await run({ ...close, requestSettings: { concurrency: 1 } }, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.success ?? json.error)).toEqual([true, 'The alert is closed, but its comment failed: AuthorizationError: No [item 1]', true]);
		expect(detailsOf(items[1])).toMatchObject({ outcome: 'failed', status: 403, id: ids[1] });
		expect(ids.map((id) => fixture.sandbox.store.table('alert').get(id)?.status)).toEqual(ids.map(() => 'FalsePositive'));
	});

	it('whose answer is lost is not repeated: it is unknown, and the advice does not say to run again', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.sandbox.faults.failNext({ mode: 'reset-after', match: isComment });
		const { error } = await run({ ...close, requestSettings: { concurrency: 1 } }, { input: itemsOf(ids) });
		expect(error?.message).toMatch(/^The alert is closed, but its comment failed: The connection to TheHive was cut .* \[item 0\]$/);
		expect(error?.description).toContain('Done: 1. Unknown: 1 (items 0). Look in TheHive which of the unknown ones are done.');
		expect(error?.description).not.toContain('with the same input');
		expect(ids.map(commentsOf)).toEqual([['Closed by sweep 1'], ['Closed by sweep 1']]);
	});

	it('cannot go out where an agent knows routes only: nothing is sent', async () => {
		const ids = await fixture.newAlerts(1);
		fixture.mark();
		const { error } = await run(close, { input: itemsOf(ids), routedOnly: true });
		expect(error?.message).toContain("'Comment' is not possible");
		expect(fixture.wire()).toEqual([]);
	});
});
