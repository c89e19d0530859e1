import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { itemsOf, jsonOf, startBulk } from './bulkFixture.mts';

/** What stands between a form and a change that was not meant. */

let fixture: BulkFixture;
let run: BulkFixture['run'];

beforeAll(async () => {
	fixture = await startBulk('alert');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(() => fixture.mark());

const statusOf = (id: string) => fixture.sandbox.store.table('alert').get(id)?.status;
const update = { operation: 'updateMany', alertUpdateFields: { status: 'Ignored' } };

describe('Dry Run by an expression', () => {
	it.each([['true', 'text'], ['={{ "true" }}', 'text of an expression'], ['={{ 1 }}', 'a number']])('%s (%s) changes nothing', async (dryRun) => {
		const [id = ''] = await fixture.newAlerts(1);
		const { items, error } = await run({ ...update, dryRun }, { input: itemsOf([id]) });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ changes: { status: 'Ignored' } });
		expect(statusOf(id)).toBe('New');
	});

	it.each([['={{ $json.nothing }}', "'Dry Run' is empty [item 0]"], ['={{ "perhaps" }}', "'Dry Run' needs true or false, not 'perhaps' [item 0]"]])('%s is refused', async (dryRun, message) => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		for (const operation of [update, { operation: 'deleteMany', confirmSeveral: true }]) {
			expect((await run({ ...operation, dryRun }, { input: itemsOf(ids) })).error?.message).toBe(message);
		}
		expect(fixture.wire()).toEqual([]);
	});

	it('must say the same for all items of a run', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		const input = ids.map((_id, index) => ({ _id, look: index === 2 }));
		const { error } = await run({ ...update, dryRun: '={{ $json.look }}' }, { input });
		expect(error?.message).toBe("'Dry Run' is true, but false for item 0 [item 2]");
		expect(fixture.wire()).toEqual([]);
	});
});

describe('where an agent knows routes only', () => {
	const routed = async (parameters: INodeParameters, ids: string[] = []) => await run(parameters, { input: ids.length > 0 ? itemsOf(ids) : [{}], routedOnly: true });

	it.each(['alert', 'case', 'observable', 'task'])('a dry run of Delete Many deletes no %s', async (resource) => {
		const { error } = await routed({ resource, operation: 'deleteMany', recordId: '~4711', dryRun: true });
		expect(error?.message).toBe("'Dry Run' is not possible when this version of the AI agent calls the node [item 0]");
		expect(fixture.wire()).toEqual([]);
	});

	it('Delete Many answers as it always does', async () => {
		const [alert = ''] = await fixture.newAlerts(1);
		const [id = ''] = await fixture.newCases(1);
		expect(jsonOf((await routed({ operation: 'deleteMany' }, [alert])).items)).toEqual([{ deleted: true, id: alert }]);
		expect(jsonOf((await routed({ resource: 'case', operation: 'deleteMany' }, [id])).items)).toEqual([{ deleted: true, id }]);
	});

	it('several are deleted only when that is confirmed', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		const deletion = { operation: 'deleteMany', applyTo: 'list', recordIds: ids.join(',') };
		for (const confirmSeveral of [false, '={{ $json.nothing }}']) {
			expect((await routed({ ...deletion, confirmSeveral })).error?.message).toBe("'Confirm Several' is off, but 2 alerts would be deleted [item 0]");
		}
		expect(fixture.wire()).toEqual([]);
		expect(jsonOf((await routed({ ...deletion, confirmSeveral: true })).items)).toEqual(ids.map((id) => ({ deleted: true, id })));
	});

	it('Mark as Read overwrites no verdict', async () => {
		const [open = '', closed = ''] = await fixture.newAlerts(2);
		await fixture.analyst.patch(`/alert/${closed}`, { status: 'FalsePositive' });
		const { error } = await routed({ operation: 'markAsRead' }, [closed]);
		expect(error?.message).toBe(`Alert ${closed} is FalsePositive already, which would be overwritten [item 0]`);
		expect(statusOf(closed)).toBe('FalsePositive');
		expect((await routed({ operation: 'markAsRead' }, [open])).error).toBeUndefined();
		expect(statusOf(open)).toBe('Ignored');
	});

	it('Close completes no tasks, and says so', async () => {
		const [id = ''] = await fixture.newCases(1);
		fixture.mark();
		const { error } = await routed({ resource: 'case', operation: 'close', closedStatus: 'TruePositive', completeMandatoryTasks: true }, [id]);
		expect(error?.message).toBe("'Complete Mandatory Tasks' is not possible when this version of the AI agent calls the node [item 0]");
		expect(fixture.wire()).toEqual([]);
	});

	it.each<INodeParameters>([
		{ resource: 'case', operation: 'findOrCreate', findBy: 'tag', keyValue: 'once', title: 'Once', description: 'd' },
		{ resource: 'task', operation: 'findOrCreate', caseId: '~4711', title: 'Once' },
		{ resource: 'cortex', operation: 'runAnalyzers', observableId: '~4711' },
	])('what takes several requests is refused: $resource $operation', async (parameters) => {
		const { error } = await routed(parameters);
		expect(error?.message).toMatch(/ is not possible when this version of the AI agent calls the node \[item 0\]$/);
		expect(error?.description).toContain('Use an AI Agent node of version 3 or newer');
		expect(fixture.wire()).toEqual([]);
	});
});

it.each([['0', 'must be 1 or more, not 0'], ['={{ "many" }}', "needs a number, not 'many'"], [-5, 'must be 1 or more, not -5']])(
	'a Limit of %s gives no list as a whole',
	async (limit, problem) => {
		for (const parameters of [{ operation: 'getAll' }, { resource: 'customField', operation: 'getAll' }]) {
			expect((await run({ ...parameters, limit })).error?.message).toBe(`'Limit' ${problem} [item 0]`);
		}
	},
);

it('an expression that fails is told in n8n\'s words, not as a fault of the network', async () => {
	const [id = ''] = await fixture.newAlerts(1);
	const { error } = await run({ operation: 'get', alertId: `={{ $('Elsewhere').item.json.id ?? '${id}' }}` });
	expect(error?.message).toBe("Referenced node doesn't exist [item 0]");
	expect(error?.description ?? '').not.toMatch(/network|Try again/);
});

describe('Apply To by an expression', () => {
	it.each([['={{ $json.nothing }}', "'Apply To' cannot be 'undefined'"], ['Filter', "'Apply To' cannot be 'Filter'"]])('%s is refused, in both ways', async (applyTo, message) => {
		const [id = ''] = await fixture.newAlerts(1);
		fixture.mark();
		for (const routedOnly of [false, true]) {
			const { error } = await run({ operation: 'deleteMany', applyTo, recordIds: '~4711' }, { input: itemsOf([id]), routedOnly });
			expect(error?.message).toContain(message);
		}
		expect(fixture.wire()).toEqual([]);
	});

	it('must be the same for all items', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		const input = ids.map((_id, index) => ({ _id, how: index === 0 ? 'items' : 'list' }));
		const { error } = await run({ operation: 'deleteMany', confirmSeveral: true, applyTo: '={{ $json.how }}', recordIds: '~4711' }, { input });
		expect(error?.message).toBe("'Apply To' is list, but items for item 0 [item 1]");
		expect(fixture.wire()).toEqual([]);
	});
});

it('a deletion of several that only the first item confirms is refused', async () => {
	const ids = await fixture.newAlerts(2);
	fixture.mark();
	const input = ids.map((_id, index) => ({ _id, sure: index === 0 }));
	expect((await run({ operation: 'deleteMany', confirmSeveral: '={{ $json.sure }}' }, { input })).error?.message).toBe("'Confirm Several' is false, but true for item 0 [item 1]");
	expect(fixture.wire()).toEqual([]);
});

it('Complete Mandatory Tasks must be meant by all items', async () => {
	const ids = await fixture.newCases(2);
	fixture.mark();
	const input = ids.map((_id, index) => ({ _id, complete: index === 0 }));
	const close = { resource: 'case', operation: 'close', closedStatus: 'TruePositive', completeMandatoryTasks: '={{ $json.complete }}' };
	expect((await run(close, { input })).error?.message).toBe("'Complete Mandatory Tasks' is false, but true for item 0 [item 1]");
	expect(fixture.wire()).toEqual([]);
});

it('each comment of items that name the same record goes out', async () => {
	const [id = ''] = await fixture.newAlerts(1);
	const close = { operation: 'close', applyTo: 'list', recordIds: id, closedStatus: 'FalsePositive', alertCloseFields: { comment: '={{ $json.why }}' } };
	const { items, error } = await run(close, { input: [{ why: 'Noise' }, { why: 'Test' }, { why: 'Noise' }] });
	expect(error).toBeUndefined();
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }, { item: 2 }], { item: 1 }]);
	const comments = [...fixture.sandbox.store.table('comment').all()].filter(({ parentId }) => parentId === id).map(({ message }) => message);
	expect(comments.sort()).toEqual(['Noise', 'Test']);
});
