import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';

const DEFINITION = { widgets: [], i18n: {} };

let fixture: AdminFixture;
let run: AdminFixture['run'];

beforeAll(async () => {
	fixture = await startAdmin('caseReportTemplate');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

it('creates, gets, finds, changes and deletes a template', async () => {
	const { run: made, sent } = await fixture.sentBy(async () =>
		await run({ operation: 'create', title: 'Monthly', reportTemplateDefinition: JSON.stringify(DEFINITION), reportTemplateCreateFields: { description: 'For the board', group: 'Board', version: 2 } }),
	);
	expect(sent).toEqual([['POST /caseReportTemplate', { title: 'Monthly', definition: DEFINITION, description: 'For the board', group: 'Board', version: 2 }]]);
	const id = String(made.items[0]?.json._id);
	const simple = await run({ operation: 'get', caseReportTemplateId: id });
	expect(simple.items).toEqual([{ json: expect.objectContaining({ _id: id, title: 'Monthly' }), pairedItem: { item: 0 } }]);
	expect(simple.items[0]?.json).not.toHaveProperty('definition');
	expect((await run({ operation: 'get', caseReportTemplateId: id, simple: false })).items[0]?.json.definition).toMatchObject(DEFINITION);
	expect((await run({ operation: 'getAll', filters: { rules: [{ field: 'group', operator: 'equals', value: 'Board' }] } })).items.map(({ json }) => json._id)).toEqual([id]);
	const update = await fixture.sentBy(async () => await run({ operation: 'update', caseReportTemplateId: id, reportTemplateUpdateFields: { definition: '={{ { widgets: [], i18n: {}, dateFormat: "dd.MM.yyyy" } }}', title: 'Yearly' } }));
	expect(update.sent[0]).toEqual([`PATCH /caseReportTemplate/${encodeURIComponent(id)}`, { definition: { ...DEFINITION, dateFormat: 'dd.MM.yyyy' }, title: 'Yearly' }]);
	expect(update.run.items[0]?.json).toMatchObject({ title: 'Yearly' });
	expect((await run({ operation: 'delete', caseReportTemplateId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
});

it('lists what a definition can use', async () => {
	expect((await run({ operation: 'getOptions' })).items[0]?.json.widgets).toContain('Text');
});

it.each([
	[{ operation: 'create', title: 'x', reportTemplateDefinition: '={{ "" }}' }, /'Definition \(JSON\)' is empty/],
	[{ operation: 'create', title: 'x', reportTemplateDefinition: '{ broken' }, /'Definition \(JSON\)' is no valid JSON/],
	[{ operation: 'update', caseReportTemplateId: '~1', reportTemplateUpdateFields: {} }, /nothing would be changed/],
	[{ operation: 'delete', caseReportTemplateId: '={{ $json.nothing }}' }, /'Report Template' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});
