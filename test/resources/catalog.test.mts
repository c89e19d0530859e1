import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let storage: BinaryStorage;
let run: AdminFixture['run'];

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startAdmin('catalog');
	run = fixture.runAsAdmin;
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

it('creates, finds, changes and deletes a catalog', async () => {
	const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'create', catalogName: 'Own', catalogCreateFields: { description: 'Ours', variant: 'v' } }));
	expect(sent).toEqual([['POST /catalog', { name: 'Own', description: 'Ours', variant: 'v' }]]);
	const id = String(made.items[0]?.json._id);
	expect((await run({ operation: 'getAll', filters: { rules: [{ field: 'name', operator: 'equals', value: 'Own' }] } })).items).toEqual([{ json: expect.objectContaining({ _id: id }), pairedItem: { item: 0 } }]);
	const update = await fixture.sentBy(async () => await run({ operation: 'update', catalogId: id, catalogUpdateFields: { name: 'Owned', clearFields: ['variant'] } }));
	expect(update.sent[0]).toEqual([`PATCH /catalog/${encodeURIComponent(id)}`, { name: 'Owned', variant: null }]);
	expect(update.run.items[0]?.json).toMatchObject({ name: 'Owned' });
	const context = editorContext(fixture.credential, { resource: 'catalog', operation: 'update' });
	expect((await listSearch.searchCatalogs.call(context, 'Owned')).results).toEqual([{ name: 'Owned', value: id }]);
	expect((await run({ operation: 'delete', catalogId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
});

describe('Import', () => {
	it('sends a file with the name of the catalog', async () => {
		const data = await storage.store(JSON.stringify({ type: 'bundle', objects: [] }), 'attack.json', 'application/json');
		const { items, error } = await run({ operation: 'import', importInto: 'Enterprise Attack', inputFiles: 'all', catalogImportFields: { variant: 'enterprise' } }, { input: [{ json: {}, binary: { data } }] });
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: { imported: 0, failed: 0 }, pairedItem: { item: 0 } }]);
		expect(fixture.sandbox.requests.at(-1)?.requestBody).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'file', filename: 'attack.json' })]));
	});

	it('sends an address', async () => {
		const { sent } = await fixture.sentBy(async () => await run({ operation: 'import', importInto: 'Enterprise Attack', catalogImportFields: { catalogUrl: 'https://attack.example/enterprise.json' } }));
		expect(sent).toEqual([['POST /pattern/import/attack', { catalog: 'Enterprise Attack', url: 'https://attack.example/enterprise.json' }]]);
	});

	it('needs one of both', async () => {
		await fixture.expectRefusal({ operation: 'import', importInto: 'x' }, /'Files' must be one file, or 'URL' must be given/);
	});
});

it.each([
	[{ operation: 'create', catalogName: '={{ "" }}' }, /'Name' is empty/],
	[{ operation: 'import', importInto: '={{ $json.nothing }}', catalogImportFields: { catalogUrl: 'x' } }, /'Catalog Name' is empty/],
	[{ operation: 'update', catalogId: '~1', catalogUpdateFields: {} }, /nothing would be changed/],
	[{ operation: 'delete', catalogId: '={{ $json.nothing }}' }, /'Catalog' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});
