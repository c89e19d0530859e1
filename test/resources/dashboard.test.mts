import { afterAll, beforeAll, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

const DEFINITION = { period: 'last3Months', items: [] };

let fixture: AdminFixture;
let run: AdminFixture['run'];

beforeAll(async () => {
	fixture = await startAdmin('dashboard');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

it('creates, gets, finds, changes, hands over and deletes a dashboard', async () => {
	const { run: made, sent } = await fixture.sentBy(async () =>
		await run({ operation: 'create', title: 'Weekly', dashboardDescription: 'Our week', dashboardStatus: 'Shared', dashboardDefinition: JSON.stringify(DEFINITION), dashboardCreateFields: { group: 'Board', version: 1 } }),
	);
	expect(sent).toEqual([['POST /dashboard', { title: 'Weekly', description: 'Our week', status: 'Shared', definition: DEFINITION, group: 'Board', version: 1 }]]);
	const id = String(made.items[0]?.json._id);
	const simple = await run({ operation: 'get', dashboardId: id });
	expect(simple.items).toEqual([{ json: expect.objectContaining({ _id: id, title: 'Weekly' }), pairedItem: { item: 0 } }]);
	expect(simple.items[0]?.json).not.toHaveProperty('definition');
	expect((await run({ operation: 'getAll', filters: { rules: [{ field: 'title', operator: 'equals', value: 'Weekly' }] } })).items.map(({ json }) => json._id)).toEqual([id]);
	const update = await fixture.sentBy(async () => await run({ operation: 'update', dashboardId: id, dashboardUpdateFields: { definition: '={{ { items: [1] } }}', status: 'private', title: 'Monthly' } }));
	expect(update.sent[0]).toEqual([`PATCH /dashboard/${encodeURIComponent(id)}`, { definition: { items: [1] }, status: 'Private', title: 'Monthly' }]);
	expect(update.run.items[0]?.json).toMatchObject({ title: 'Monthly', status: 'Private' });
	const context = editorContext(fixture.credential, { resource: 'dashboard', operation: 'get' });
	expect((await listSearch.searchDashboards.call(context, 'Monthly')).results).toEqual([{ name: 'Monthly', value: id }]);
	const handed = await fixture.sentBy(async () => await run({ operation: 'changeOwner', dashboardId: id, newOwner: 'analyst@main.test' }));
	expect(handed.sent[0]).toEqual([`POST /dashboard/${encodeURIComponent(id)}/owner`, { user: 'analyst@main.test' }]);
	expect(handed.run.items[0]?.json._id).toBe(id);
	expect((await run({ operation: 'delete', dashboardId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
});

it.each([
	[{ operation: 'create', title: 'x', dashboardDescription: '={{ "" }}', dashboardStatus: 'Private', dashboardDefinition: '{}' }, /'Description' is empty/],
	[{ operation: 'create', title: 'x', dashboardDescription: 'x', dashboardStatus: 'Public', dashboardDefinition: '{}' }, /'Status' cannot be 'Public'/],
	[{ operation: 'create', title: 'x', dashboardDescription: 'x', dashboardStatus: 'Private', dashboardDefinition: '[]' }, /'Definition \(JSON\)' needs a JSON object/],
	[{ operation: 'changeOwner', dashboardId: '~1', newOwner: '={{ $json.nothing }}' }, /'New Owner' is empty/],
	[{ operation: 'delete', dashboardId: '={{ $json.nothing }}' }, /'Dashboard' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});
