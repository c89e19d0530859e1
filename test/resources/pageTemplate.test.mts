import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let templateId: string;

beforeAll(async () => {
	fixture = await startAdmin('pageTemplate');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	templateId = (await fixture.analyst.post('/pageTemplate', { title: 'Notes', category: 'Investigation', content: '# Findings', order: 1 })).id;
});

describe('Create', () => {
	it('sends title, category, content and order', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({ operation: 'create', title: 'Brief', category: 'Reporting', content: '# What happened', pageTemplateCreateFields: { order: '3' } }),
		);
		expect(sent).toEqual([['POST /pageTemplate', { title: 'Brief', category: 'Reporting', content: '# What happened', order: 3 }]]);
		expect(made.items).toEqual([{ json: expect.objectContaining({ title: 'Brief', order: 3 }), pairedItem: { item: 0 } }]);
	});

	it.each([
		[{ title: 'x'.repeat(513) }, /'Title' is 513 characters long/],
		[{ category: '={{ undefined }}' }, /'Category' is empty/],
		[{ pageTemplateCreateFields: { order: 'first' } }, /'Order' needs a number/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'create', title: 'x', category: 'x', content: 'x', ...wrong }, message);
	});
});

describe('Get', () => {
	it('reads one by a query', async () => {
		const { items } = await run({ operation: 'get', pageTemplateId: templateId });
		expect(items).toEqual([{ json: expect.objectContaining({ _id: templateId, title: 'Notes', content: '# Findings' }), pairedItem: { item: 0 } }]);
	});

	it('tells that there is none', async () => {
		const { error } = await run({ operation: 'get', pageTemplateId: '~999999' });
		expect(error?.message).toMatch(/'Page Template' is '~999999', which TheHive does not know \[item 0\]/);
		await fixture.expectRefusal({ operation: 'get', pageTemplateId: '={{ "" }}' }, /'Page Template' is empty/);
	});
});

it('Get Many searches', async () => {
	const { items } = await run({ operation: 'getAll', returnAll: true, filters: { rules: [{ field: 'category', operator: 'equals', value: 'Investigation' }] } });
	expect(items.map(({ json }) => json.category)).toContain('Investigation');
	expect(items.every(({ json }) => json.category === 'Investigation')).toBe(true);
});

it('Update changes and reads back, and goes on with other items when one is unknown', async () => {
	const { items } = await run(
		{ operation: 'update', pageTemplateId: '={{ $json.id }}', pageTemplateUpdateFields: { content: '# New', order: 7 } },
		{ input: [{ id: '~999999' }, { id: templateId }], onError: 'continueRegularOutput' },
	);
	expect(items[0]).toMatchObject({ json: { error: expect.stringContaining('NotFound'), details: { item: 0 } }, pairedItem: { item: 0 } });
	expect(items[1]).toMatchObject({ json: { _id: templateId, content: '# New', order: 7, title: 'Notes' }, pairedItem: { item: 1 } });
	await fixture.expectRefusal({ operation: 'update', pageTemplateId: templateId, pageTemplateUpdateFields: {} }, /nothing would be changed/);
});

it('Delete confirms', async () => {
	expect((await run({ operation: 'delete', pageTemplateId: templateId })).items).toEqual([{ json: { deleted: true, id: templateId }, pairedItem: { item: 0 } }]);
	await fixture.expectRefusal({ operation: 'delete', pageTemplateId: '={{ null }}' }, /'Page Template' is empty/);
});

it('offers templates in the picker', async () => {
	const context = editorContext(fixture.credential, { resource: 'pageTemplate', operation: 'get' });
	expect((await listSearch.searchPageTemplates.call(context, 'Notes')).results).toContainEqual({ name: 'Notes (Investigation)', value: templateId });
});
