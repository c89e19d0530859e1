import { afterAll, beforeAll, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];

beforeAll(async () => {
	fixture = await startAdmin('profile');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

it('creates, gets, finds, changes and deletes a profile', async () => {
	const { run: made, sent } = await fixture.sentBy(async () =>
		await run({ operation: 'create', profileName: 'tier-1', profileCreateFields: { permissions: ['manageCase/create', 'manageAlert/update'], type: 'Organisation' } }),
	);
	expect(sent).toEqual([['POST /profile', { name: 'tier-1', permissions: ['manageCase/create', 'manageAlert/update'], type: 'Organisation' }]]);
	const id = String(made.items[0]?.json._id);
	expect((await run({ operation: 'get', profileId: 'tier-1' })).items).toEqual([{ json: expect.objectContaining({ _id: id, name: 'tier-1' }), pairedItem: { item: 0 } }]);
	expect((await run({ operation: 'getAll', filters: { rules: [{ field: 'name', operator: 'equals', value: 'tier-1' }] } })).items.map(({ json }) => json._id)).toEqual([id]);
	const update = await fixture.sentBy(async () => await run({ operation: 'update', profileId: id, profileUpdateFields: { name: 'tier-one', permissions: '={{ "manageCase/update,manageTask" }}' } }));
	expect(update.sent[0]).toEqual([`PATCH /profile/${encodeURIComponent(id)}`, { name: 'tier-one', permissions: ['manageCase/update', 'manageTask'] }]);
	expect(update.run.items[0]?.json).toMatchObject({ name: 'tier-one', permissions: ['manageCase/update', 'manageTask'] });
	expect((await run({ operation: 'delete', profileId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
});

it('lists all permissions, for people and for the drop-down', async () => {
	const { items } = await run({ operation: 'getPermissions' });
	expect(items.map(({ json }) => json.name)).toContain('manageCase/create');
	const context = editorContext(fixture.credential, { resource: 'profile', operation: 'create' });
	expect((await loadOptions.getPermissions.call(context)).find(({ value }) => value === 'manageCase/create')).toMatchObject({ name: 'Manage case / create' });
	expect((await listSearch.searchProfiles.call(context, 'analyst')).results.map(({ name }) => name)).toEqual(['analyst']);
});

it.each([
	[{ operation: 'create', profileName: '={{ "" }}' }, /'Name' is empty/],
	[{ operation: 'update', profileId: 'analyst', profileUpdateFields: { permissions: '={{ [] }}' } }, /'Permission Names or IDs' is an empty list/],
	[{ operation: 'update', profileId: 'analyst', profileUpdateFields: {} }, /nothing would be changed/],
	[{ operation: 'delete', profileId: '={{ $json.nothing }}' }, /'Profile' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});

it('answers a profile that cannot be changed in the words of TheHive', async () => {
	expect((await run({ operation: 'delete', profileId: 'org-admin' })).error?.message).toMatch(/BadRequest/);
});
