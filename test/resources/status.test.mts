import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];

beforeAll(async () => {
	fixture = await startAdmin('status');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

describe.each([
	['alert', 'AlertStatus'],
	['case', 'CaseStatus'],
])('of an %s', (statusOf, type) => {
	it('is created, found, changed and deleted', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({ operation: 'create', statusOf, statusValue: 'Waiting', stage: 'InProgress', statusCreateFields: { colour: '#1e88e5', description: 'For the customer', hidden: false, order: 50 } }),
		);
		expect(sent).toEqual([[`POST /${statusOf}Status`, { value: 'Waiting', stage: 'InProgress', colour: '#1e88e5', description: 'For the customer', hidden: false, order: 50 }]]);
		const id = String(made.items[0]?.json._id);
		expect(made.items[0]?.json._type).toBe(type);
		const found = await run({ operation: 'getAll', statusOf, filters: { rules: [{ field: 'order', operator: 'equals', value: '50' }] } });
		expect(found.items).toEqual([{ json: expect.objectContaining({ _id: id, value: 'Waiting' }), pairedItem: { item: 0 } }]);
		const update = await fixture.sentBy(async () => await run({ operation: 'update', statusOf, statusId: id, statusUpdateFields: { hidden: true } }));
		expect(update.sent[0]).toEqual([`PATCH /${statusOf}Status/${encodeURIComponent(id)}`, { hidden: true }]);
		expect(update.run.items[0]?.json).toMatchObject({ _id: id, hidden: true });
		const context = editorContext(fixture.credential, { resource: 'status', operation: 'delete', statusOf });
		expect((await listSearch.searchStatuses.call(context, 'Waiting')).results).toEqual([{ name: 'Waiting (InProgress)', value: id }]);
		const gone = await fixture.sentBy(async () => await run({ operation: 'delete', statusOf, statusId: id }));
		expect(gone.sent).toEqual([[`DELETE /${statusOf}Status/${encodeURIComponent(id)}`, undefined]]);
		expect(gone.run.items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
	});
});

it.each([
	[{ operation: 'create', statusOf: 'case', statusValue: 'x', stage: 'Imported' }, /'Stage' is 'Imported', which only alerts have/],
	[{ operation: 'create', statusOf: 'case', statusValue: 'x', stage: 'Later' }, /'Stage' cannot be 'Later'/],
	[{ operation: 'delete', statusOf: '={{ "user" }}', statusId: '~1' }, /'Of' cannot be 'user'/],
	[{ operation: 'delete', statusOf: 'case', statusId: '={{ undefined }}' }, /'Status' is empty/],
	[{ operation: 'getAll', statusOf: '={{ "user" }}' }, /'Of' cannot be 'user'/],
	[{ operation: 'update', statusOf: 'case', statusId: '~1', statusUpdateFields: {} }, /nothing would be changed/],
	[{ operation: 'update', statusOf: 'case', statusId: '~1', statusUpdateFields: { order: 'x' } }, /'Order' needs a number/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});
