import { afterAll, beforeAll, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];

beforeAll(async () => {
	fixture = await startAdmin('observableType');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

it('creates, gets, updates, lists and deletes a type', async () => {
	const { run: made, sent } = await fixture.sentBy(async () =>
		await run({ operation: 'create', observableTypeName: 'vehicle-plate', observableTypeCreateFields: { isAttachment: false, isCaseSensitive: 'true' } }),
	);
	expect(sent).toEqual([['POST /observable/type', { name: 'vehicle-plate', isAttachment: false, isCaseSensitive: true }]]);
	const id = String(made.items[0]?.json._id);
	expect((await run({ operation: 'get', observableTypeId: 'vehicle-plate' })).items).toEqual([{ json: expect.objectContaining({ _id: id, isCaseSensitive: true }), pairedItem: { item: 0 } }]);
	const update = await fixture.sentBy(async () => await run({ operation: 'update', observableTypeId: id, isCaseSensitive: false }));
	expect(update.sent[0]).toEqual([`PATCH /observable/type/${encodeURIComponent(id)}`, { isCaseSensitive: false }]);
	expect(update.run.items[0]?.json).toMatchObject({ name: 'vehicle-plate', isCaseSensitive: false });
	const found = await run({ operation: 'getAll', filters: { rules: [{ field: 'isAttachment', operator: 'equals', value: 'false' }, { field: 'name', operator: 'startsWith', value: 'vehicle' }] } });
	expect(found.items.map(({ json }) => json._id)).toEqual([id]);
	expect((await run({ operation: 'delete', observableTypeId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
});

it.each([
	[{ operation: 'create', observableTypeName: '={{ "" }}' }, /'Name' is empty/],
	[{ operation: 'create', observableTypeName: 'x'.repeat(65) }, /65 characters long/],
	[{ operation: 'update', observableTypeId: 'ip', isCaseSensitive: '={{ $json.nothing }}' }, /'Is Case-Sensitive' is empty/],
	[{ operation: 'delete', observableTypeId: '={{ $json.nothing }}' }, /'Observable Type' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});

it('offers types in the picker', async () => {
	const context = editorContext(fixture.credential, { resource: 'observableType', operation: 'get' });
	expect((await listSearch.searchObservableTypes.call(context, 'file')).results.map(({ name }) => name)).toContain('file (file)');
});
