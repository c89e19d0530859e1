import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let analyst: AdminFixture['analyst'];
let templateId: string;
let count = 0;

beforeAll(async () => {
	fixture = await startAdmin('caseTemplate');
	({ run, analyst } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	templateId = (await analyst.post('/caseTemplate', { name: `Template ${count++}`, description: 'Before', titlePrefix: '[T]', tasks: [{ title: 'Old' }] })).id;
});

describe('Create', () => {
	it('sends every field as TheHive takes it', async () => {
		const page = (await analyst.post('/pageTemplate', { title: 'Notes', category: 'c', content: 'x' })).id;
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({
				operation: 'create',
				caseTemplateName: 'Phishing',
				caseTemplateCreateFields: {
					description: 'A mail',
					displayName: 'Phishing mail',
					flag: true,
					pageTemplateIds: page,
					pageTemplates: { page: [{ title: 'Brief', category: 'Reporting', content: '# Brief', more: { order: 2 } }] },
					pap: 'amber',
					severity: '3',
					summary: 'Done',
					tags: 'phishing, mail',
					tasks: { task: [{ title: 'Get the mail', group: 'Identification', more: { mandatory: true, order: 1, dueDate: '2026-01-31T08:00:00Z' } }] },
					tasksJson: '[{ "title": "Call the user" }]',
					titlePrefix: '[Phishing]',
					tlp: 3,
				},
			}),
		);
		expect(sent).toEqual([
			[
				'POST /caseTemplate',
				{
					name: 'Phishing',
					description: 'A mail',
					displayName: 'Phishing mail',
					flag: true,
					pageTemplateIds: [page],
					pageTemplates: [{ title: 'Brief', category: 'Reporting', content: '# Brief', order: 2 }],
					pap: 2,
					severity: 3,
					summary: 'Done',
					tags: ['phishing', 'mail'],
					tasks: [{ title: 'Get the mail', group: 'Identification', mandatory: true, order: 1, dueDate: Date.UTC(2026, 0, 31, 8) }, { title: 'Call the user' }],
					titlePrefix: '[Phishing]',
					tlp: 3,
				},
			],
		]);
		expect(made.items).toEqual([{ json: expect.objectContaining({ _type: 'CaseTemplate', name: 'Phishing', severityLabel: 'HIGH' }), pairedItem: { item: 0 } }]);
	});

	it('takes tasks as an expression gives them, and answers an existing name in the words of TheHive', async () => {
		const parameters = { operation: 'create', caseTemplateName: '={{ $json.name }}', caseTemplateCreateFields: { tasksJson: '={{ $json.tasks }}' } };
		const { items, error } = await run(parameters, { input: [{ name: 'Twice', tasks: [{ title: 'A' }, { title: 'B' }] }] });
		expect(error).toBeUndefined();
		expect(items[0]?.json.tasks).toMatchObject([{ title: 'A' }, { title: 'B' }]);
		const again = await run(parameters, { input: [{ name: 'Twice', tasks: [] }], onError: 'continueRegularOutput' });
		expect(again.items[0]?.json).toMatchObject({ error: expect.stringContaining('CreateError'), details: { status: 400, item: 0 } });
	});

	it.each([
		[{ caseTemplateName: '={{ "" }}' }, /'Name' is empty/],
		[{ caseTemplateName: 'x'.repeat(129) }, /'Name' is 129 characters long/],
		[{ caseTemplateCreateFields: { severity: 9 } }, /'Severity' cannot be '9'/],
		[{ caseTemplateCreateFields: { tasks: { task: [{ title: '' }] } } }, /'Tasks' has a row 1 whose 'Title' is empty/],
		[{ caseTemplateCreateFields: { tasksJson: '={{ [{ title: "x", dueDate: "soon" }] }}' } }, /'Tasks \(JSON\)' has a row 1 whose 'Due Date' is no date/],
		[{ caseTemplateCreateFields: { pageTemplatesJson: '={{ "[" }}' } }, /'Pages \(JSON\)' is no valid JSON/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'create', caseTemplateName: 'x', ...wrong }, message);
	});
});

describe('Get and Get Many', () => {
	it('gets a template by ID and by name, simplified or whole', async () => {
		const { items } = await run({ operation: 'get', caseTemplateId: '={{ $json.id }}' }, { input: [{ id: templateId }, { id: `Template ${count - 1}` }] });
		expect(items.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual([[templateId, { item: 0 }], [templateId, { item: 1 }]]);
		expect(Object.keys(items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
		const whole = await run({ operation: 'get', caseTemplateId: templateId, simple: false });
		expect(whole.items[0]?.json).toHaveProperty('flag');
	});

	it('searches by the filter builder', async () => {
		const { items } = await run({
			operation: 'getAll',
			filters: { rules: [{ field: 'name', operator: 'equals', value: `Template ${count - 1}` }] },
		});
		expect(items.map(({ json }) => json._id)).toEqual([templateId]);
	});

	it('refuses an empty ID', async () => {
		await fixture.expectRefusal({ operation: 'get', caseTemplateId: '={{ $json.nothing }}' }, /'Case Template' is empty \[item 0\]/);
	});
});

describe('Update', () => {
	it('changes, clears and reads back', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({
				operation: 'update',
				caseTemplateId: { __rl: true, mode: 'list', value: templateId },
				caseTemplateUpdateFields: { description: 'After', clearFields: ['titlePrefix'], tasks: { task: [{ title: 'New' }] } },
			}),
		);
		expect(sent).toEqual([
			[`PATCH /caseTemplate/${encodeURIComponent(templateId)}`, { description: 'After', tasks: [{ title: 'New' }], titlePrefix: null }],
			[`GET /caseTemplate/${encodeURIComponent(templateId)}`, undefined],
		]);
		expect(made.items[0]?.json).toMatchObject({ description: 'After', tasks: [{ title: 'New' }] });
		expect(made.items[0]?.json).not.toHaveProperty('titlePrefix');
	});

	it('refuses to change nothing', async () => {
		await fixture.expectRefusal({ operation: 'update', caseTemplateId: templateId, caseTemplateUpdateFields: {} }, /'Update Fields' is empty/);
	});
});

describe('Link Page Templates', () => {
	it('sets the page templates', async () => {
		const pages = await Promise.all(['a', 'b'].map(async (title) => (await analyst.post('/pageTemplate', { title, category: 'c', content: 'x' })).id));
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'linkPageTemplates', caseTemplateId: templateId, pageTemplateIds: pages.join() }));
		expect(sent[0]).toEqual([`PUT /caseTemplate/${encodeURIComponent(templateId)}/pageTemplate/link`, { pageTemplateIds: pages }]);
		expect(made.items[0]?.json._id).toBe(templateId);
	});

	it.each([['={{ $json.nothing }}', /'Page Template IDs' is empty/], ['={{ [] }}', /'Page Template IDs' is an empty list/]])('refuses %s, which would unlink all', async (pageTemplateIds, message) => {
		await fixture.expectRefusal({ operation: 'linkPageTemplates', caseTemplateId: templateId, pageTemplateIds }, message);
	});
});

describe('Delete', () => {
	it('confirms, and never addresses the collection', async () => {
		expect((await run({ operation: 'delete', caseTemplateId: templateId })).items).toEqual([{ json: { deleted: true, id: templateId }, pairedItem: { item: 0 } }]);
		expect((await run({ operation: 'delete', caseTemplateId: templateId })).error?.message).toMatch(/NotFound/);
		await fixture.expectRefusal({ operation: 'delete', caseTemplateId: '={{ "" }}' }, /'Case Template' is empty/);
	});
});

it('offers templates in the picker', async () => {
	const context = editorContext(fixture.credential, { resource: 'caseTemplate', operation: 'get' });
	const { results } = await listSearch.searchCaseTemplates.call(context, `Template ${count - 1}`);
	expect(results).toContainEqual({ name: `Template ${count - 1}`, value: templateId });
});
