import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
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
	fixture = await startAdmin('misp');
	({ run } = fixture);
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

it('exports a case', async () => {
	const caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x' })).id;
	const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'exportCase', caseId, mispServer: 'misp' }));
	expect(sent).toEqual([[`POST /connector/misp/export/${encodeURIComponent(caseId)}/misp`, undefined]]);
	expect(made.items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
	expect((await run({ operation: 'exportCase', caseId, mispServer: 'nowhere' })).error?.message).toMatch(/NotFound/);
});

it('tells the status and syncs', async () => {
	expect((await run({ operation: 'getStatus' })).items[0]?.json).toMatchObject({ status: 'OK' });
	expect((await run({ operation: 'sync' })).items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
});

it('imports an event as a case', async () => {
	const event = { Event: { info: 'OSINT: campaign', uuid: 'u', Attribute: [{ type: 'domain', value: 'evil.example', to_ids: true }] } };
	const data = await storage.store(JSON.stringify(event), 'event.json', 'application/json');
	const { items, error } = await run(
		{ operation: 'importEvent', inputFiles: 'named', inputDataFieldNames: 'data', mispImportFields: { tasksJson: '[{ "title": "Check" }]', sharingParameters: '[]' } },
		{ input: [{ json: {}, binary: { data } }] },
	);
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: expect.objectContaining({ _type: 'Case', title: 'OSINT: campaign' }), pairedItem: { item: 0 } }]);
	expect(fixture.sandbox.requests.at(-1)?.requestBody).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'file', filename: 'event.json' })]));
});

it('shares the case by rows and by JSON, under the names that each has', async () => {
	const data = await storage.store(JSON.stringify({ Event: { info: 'OSINT', uuid: 'u', Attribute: [] } }), 'event.json', 'application/json');
	const input = [{ json: {}, binary: { data } }];
	const importing = (mispImportFields: INodeParameters) => ({ operation: 'importEvent', inputFiles: 'named', inputDataFieldNames: 'data', mispImportFields });
	await fixture.expectRefusal(importing({ sharingParameters: '[{ "organization": "other" }]' }), /'Share With \(JSON\)' has a row 1 with 'organization', which is none of its fields/, { input });
	await run(importing({ sharingParametersRows: { share: [{ organisation: 'other', taskRule: 'autoShare' }] }, sharingParameters: '[{ "organisation": "third" }]' }), { input });
	expect(fixture.sandbox.requests.at(-1)?.requestBody).toEqual(
		expect.arrayContaining([expect.objectContaining({ name: '_json', value: expect.stringMatching(/"sharingParameters":\[\{.*"other".*"third".*\]/) })]),
	);
});

it('sends exactly one file', async () => {
	const [one, two] = await Promise.all(['a', 'b'].map(async (text) => await storage.store(text, `${text}.json`)));
	if (!one || !two) throw new Error('no files');
	await fixture.expectRefusal({ operation: 'importEvent', inputFiles: 'all' }, /'Files' must choose one file, not 2/, { input: [{ json: {}, binary: { one, two } }] });
});

it.each([
	[{ operation: 'exportCase', caseId: '={{ $json.nothing }}', mispServer: 'misp' }, /'Case' is empty/],
	[{ operation: 'exportCase', caseId: '~1', mispServer: '={{ "" }}' }, /'Misp Server' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});

it('offers the servers', async () => {
	const context = editorContext(fixture.credential, { resource: 'misp', operation: 'exportCase' });
	expect(await loadOptions.getMispServers.call(context)).toEqual([{ name: 'misp', value: 'misp', description: 'https://misp.example' }]);
});
