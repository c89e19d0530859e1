import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';
import { editorContext } from '../harness/runNode.mts';

const DEFINITION = { widgets: [], i18n: {} };

let fixture: AdminFixture;
let storage: BinaryStorage;
let run: AdminFixture['run'];
let caseId: string;
let templateId: string;
let format: string;

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startAdmin('caseReport');
	({ run } = fixture);
	const { formats } = (await fixture.analyst.get('/caseReport/formats')).object;
	format = Array.isArray(formats) ? String(formats[0]) : '';
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

beforeEach(async () => {
	caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x' })).id;
	templateId = (await fixture.analyst.post('/caseReportTemplate', { title: 'Monthly', definition: DEFINITION })).id;
});

describe('a kept report', () => {
	it('is generated, found, downloaded and deleted', async () => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'generate', caseId, caseReportTemplateId: { __rl: true, mode: 'list', value: templateId }, reportFormat: format }));
		expect(sent).toEqual([[`POST /case/${encodeURIComponent(caseId)}/report`, { caseReportTemplateId: templateId, format }]]);
		const id = String(made.items[0]?.json._id);
		expect(made.items[0]?.json).toMatchObject({ _type: 'CaseReport' });
		expect((await run({ operation: 'getAll', within: 'case', caseId })).items.map(({ json }) => json._id)).toEqual([id]);
		expect((await run({ operation: 'getAll', within: 'all', returnAll: true })).items.map(({ json }) => json._id)).toContain(id);
		const { items } = await run({ operation: 'download', caseReportId: id });
		expect(items).toEqual([{ json: { _id: id, fileName: made.items[0]?.json.filename }, binary: { data: expect.anything() }, pairedItem: { item: 0 } }]);
		expect((await storage.read(items[0]?.binary?.data)).length).toBe(made.items[0]?.json.size);
		expect((await run({ operation: 'delete', caseReportId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
	});

	it('may be a file of the input item', async () => {
		const data = await storage.store('# Report', 'report.md', 'text/markdown');
		const { items, error } = await run({ operation: 'upload', caseId, inputFiles: 'all' }, { input: [{ json: {}, binary: { data } }] });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ _type: 'CaseReport', filename: 'report.md', size: 8 });
		const id = String(items[0]?.json._id);
		const other = await storage.store('# Another', 'final.md', 'text/markdown');
		const { run: replaced, sent } = await fixture.sentBy(async () => await run({ operation: 'replaceFile', caseReportId: id, inputFiles: 'all' }, { input: [{ json: {}, binary: { other } }] }));
		expect(sent[0]).toEqual([`PATCH /caseReport/${encodeURIComponent(id)}`, [{ name: 'file', filename: 'final.md', size: 9 }]]);
		expect(replaced.items).toEqual([{ json: expect.objectContaining({ _id: id, size: 9 }), pairedItem: { item: 0 } }]);
	});
});

describe('Render', () => {
	it('gives the file of a template, or of a definition, without keeping it', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({ operation: 'render', caseReportTemplateId: templateId, reportFormat: format, outputDataFieldName: 'report', renderFields: { reportCaseId: caseId, maxElements: 5 } }),
		);
		expect(sent).toEqual([['POST /caseReport/render', { caseReportTemplateId: templateId, format, caseId, maxElements: 5 }]]);
		expect(made.items[0]).toMatchObject({ json: { format }, binary: { report: { fileName: made.items[0]?.json.fileName } }, pairedItem: { item: 0 } });
		const defined = await run({ operation: 'render', reportFormat: format, renderFields: { reportDefinition: JSON.stringify(DEFINITION) } });
		expect(defined.error).toBeUndefined();
		expect((await storage.read(defined.items[0]?.binary?.data)).length).toBeGreaterThan(0);
	});

	it('needs a template or a definition', async () => {
		await fixture.expectRefusal({ operation: 'render', reportFormat: format }, /'Report Template' or 'Definition \(JSON\)' must be given/);
	});
});

it.each([
	[{ operation: 'generate', caseId: '={{ "" }}', caseReportTemplateId: '~1', reportFormat: 'md' }, /'Case' is empty/],
	[{ operation: 'generate', caseId: '~1', caseReportTemplateId: '={{ $json.nothing }}', reportFormat: 'md' }, /'Report Template' is empty/],
	[{ operation: 'generate', caseId: '~1', caseReportTemplateId: '~1', reportFormat: '={{ $json.nothing }}' }, /'Format Name or ID' is empty/],
	[{ operation: 'download', caseReportId: '={{ $json.nothing }}' }, /'Report' is empty/],
	[{ operation: 'getAll', within: 'case', caseId: '={{ $json.nothing }}' }, /'Case' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});

it('offers formats, reports and templates', async () => {
	expect((await run({ operation: 'getFormats' })).items[0]?.json.formats).toContain(format);
	const context = editorContext(fixture.credential, { resource: 'caseReport', operation: 'generate' });
	expect((await loadOptions.getReportFormats.call(context)).map(({ value }) => value)).toContain(format);
	expect((await listSearch.searchCaseReportTemplates.call(context, 'Monthly')).results).toContainEqual({ name: 'Monthly', value: templateId });
	expect((await listSearch.searchCaseReports.call(context)).results.length).toBeGreaterThan(0);
});
