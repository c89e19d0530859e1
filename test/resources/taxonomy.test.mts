import { ZipWriter, TextReader, Uint8ArrayWriter } from '@zip.js/zip.js';
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
	fixture = await startAdmin('taxonomy');
	run = fixture.runAsAdmin;
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

const predicates = [{ value: 'phase', expanded: 'Phase' }];
const values = [{ predicate: 'phase', entry: [{ value: 'triage' }] }];

it('creates, gets, finds, activates and deletes a taxonomy', async () => {
	const { run: made, sent } = await fixture.sentBy(async () =>
		await run({
			operation: 'create',
			namespace: 'soc',
			taxonomyDescription: 'Our words',
			taxonomyVersion: 1,
			taxonomyCreateFields: { exclusive: true, predicates: JSON.stringify(predicates), values: '={{ [{ predicate: "phase", entry: [{ value: "triage" }] }] }}' },
		}),
	);
	expect(sent).toEqual([['POST /taxonomy', { namespace: 'soc', description: 'Our words', version: 1, exclusive: true, predicates, values }]]);
	const id = String(made.items[0]?.json._id);
	expect((await run({ operation: 'get', taxonomyId: 'soc', simple: false })).items[0]?.json.tags).toEqual(expect.arrayContaining([expect.objectContaining({ predicate: 'phase', value: 'triage' })]));
	expect((await run({ operation: 'getAll', filters: { rules: [{ field: 'namespace', operator: 'equals', value: 'soc' }] } })).items.map(({ json }) => json._id)).toEqual([id]);
	for (const operation of ['activate', 'deactivate']) {
		const change = await fixture.sentBy(async () => await run({ operation, taxonomyId: id }));
		expect(change.sent[0]).toEqual([`PUT /taxonomy/${encodeURIComponent(id)}/${operation}`, undefined]);
		expect(change.run.items[0]?.json).toMatchObject({ _id: id });
	}
	const context = editorContext(fixture.credential, { resource: 'taxonomy', operation: 'get' });
	expect((await listSearch.searchTaxonomies.call(context, 'soc')).results).toContainEqual({ name: 'soc', value: id });
	expect((await run({ operation: 'delete', taxonomyId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
});

describe('Import', () => {
	async function archive(files: Record<string, unknown>) {
		const zip = new ZipWriter(new Uint8ArrayWriter());
		for (const [name, content] of Object.entries(files)) await zip.add(name, new TextReader(typeof content === 'string' ? content : JSON.stringify(content)));
		return await storage.store(Buffer.from(await zip.close()), 'taxonomies.zip', 'application/zip');
	}

	it('gives an item for each taxonomy of the archive', async () => {
		const data = await archive({ 'a/machinetag.json': { namespace: 'a', description: 'a', version: 1, predicates }, 'b/machinetag.json': { namespace: 'b', description: 'b', version: 1, predicates } });
		const { items, error } = await run({ operation: 'import', inputFiles: 'all' }, { input: [{ json: {}, binary: { data } }] });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.namespace, pairedItem])).toEqual([['a', { item: 0 }], ['b', { item: 0 }]]);
	});

	it('loses none that TheHive did not take', async () => {
		const data = await archive({ 'c/machinetag.json': { namespace: 'c', description: 'c', version: 1, predicates }, 'd/machinetag.json': 'no json' });
		const run1 = await run({ operation: 'import', inputFiles: 'all' }, { input: [{ json: {}, binary: { data } }], onError: 'continueRegularOutput' });
		expect(run1.items.map(({ json }) => json.namespace ?? json.error)).toEqual(['c', expect.stringContaining('d/machinetag.json')]);
	});
});

it.each([
	[{ operation: 'create', namespace: '={{ "" }}', taxonomyDescription: 'x', taxonomyVersion: 1 }, /'Namespace' is empty/],
	[{ operation: 'create', namespace: 'x', taxonomyDescription: 'x', taxonomyVersion: '={{ "one" }}' }, /'Version' needs a number/],
	[{ operation: 'create', namespace: 'x', taxonomyDescription: 'x', taxonomyVersion: 1, taxonomyCreateFields: { predicates: '{}' } }, /'Predicates \(JSON\)' needs a JSON array/],
	[{ operation: 'delete', taxonomyId: '={{ $json.nothing }}' }, /'Taxonomy' is empty/],
	[{ operation: 'import', inputFiles: 'all' }, /no binary field/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});
