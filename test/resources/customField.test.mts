import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let name: string;
let fieldId: string;
let count = 0;

beforeAll(async () => {
	fixture = await startAdmin('customField');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	name = `field-${count++}`;
	fieldId = (await fixture.admin.post('/customField', { name, group: 'g', description: 'd', type: 'string' })).id;
});

describe('Create', () => {
	it('sends the definition', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({
				operation: 'create',
				customFieldName: 'business-unit',
				customFieldGroup: 'Business',
				customFieldType: 'String',
				customFieldDescription: 'Who is affected',
				customFieldCreateFields: { displayName: 'Business Unit', mandatory: true, options: '["Finance", "Sales"]' },
			}),
		);
		expect(sent).toEqual([
			['POST /customField', { name: 'business-unit', group: 'Business', type: 'string', description: 'Who is affected', displayName: 'Business Unit', mandatory: true, options: ['Finance', 'Sales'] }],
		]);
		expect(made.items[0]?.json).toMatchObject({ _type: 'CustomField', options: ['Finance', 'Sales'] });
	});

	it.each([
		[{ customFieldType: 'text' }, /'Type' cannot be 'text'/],
		[{ customFieldDescription: '={{ "" }}' }, /'Description' is empty/],
		[{ customFieldCreateFields: { options: '{}' } }, /'Options \(JSON\)' needs a JSON array/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal(
			{ operation: 'create', customFieldName: 'x', customFieldGroup: 'x', customFieldType: 'string', customFieldDescription: 'x', ...wrong },
			message,
		);
	});
});

it('Get Many lists them, as many as wanted', async () => {
	const { items } = await run({ operation: 'getAll', returnAll: true });
	expect(items.map(({ json }) => json.name)).toContain(name);
	expect(items[0]?.json).not.toHaveProperty('extraData');
	expect((await run({ operation: 'getAll', limit: 1, simple: false })).items).toHaveLength(1);
});

it('Get reads one by ID or name', async () => {
	const { items } = await run({ operation: 'get', customFieldId: '={{ $json.id }}' }, { input: [{ id: fieldId }, { id: name }] });
	expect(items.map(({ json }) => json._id)).toEqual([fieldId, fieldId]);
});

it('Update changes and reads back', async () => {
	const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'update', customFieldId: fieldId, customFieldUpdateFields: { type: 'integer', options: '={{ [1, 2] }}', group: 'Impact' } }));
	expect(sent[0]).toEqual([`PATCH /customField/${encodeURIComponent(fieldId)}`, { type: 'integer', options: [1, 2], group: 'Impact' }]);
	expect(made.items[0]?.json).toMatchObject({ type: 'integer', options: [1, 2], group: 'Impact' });
});

describe('Delete', () => {
	it('leaves a field in use unless forced', async () => {
		await fixture.analyst.post('/case', { title: 'x', description: 'x', customFields: { [name]: 'used' } });
		expect((await run({ operation: 'delete', customFieldId: fieldId })).error?.message).toMatch(/is used/);
		const { items } = await run({ operation: 'delete', customFieldId: fieldId, force: true });
		expect(items).toEqual([{ json: { deleted: true, id: fieldId }, pairedItem: { item: 0 } }]);
		expect(fixture.sandbox.requests.at(-1)?.path).toContain('customField');
	});

	it('refuses what is no switch and what is no ID', async () => {
		await fixture.expectRefusal({ operation: 'delete', customFieldId: fieldId, force: '={{ "perhaps" }}' }, /'Force' needs true or false/);
		await fixture.expectRefusal({ operation: 'delete', customFieldId: '={{ undefined }}' }, /'Custom Field' is empty/);
	});
});

it('Remove From Case deletes one value of a case', async () => {
	const made = await fixture.analyst.post('/case', { title: 'x', description: 'x', customFields: { [name]: 'gone' } });
	const [value] = Array.isArray(made.object.customFields) ? made.object.customFields : [];
	const id = typeof value === 'object' && value !== null && '_id' in value ? String(value._id) : '';
	const { items, error } = await fixture.run({ operation: 'removeFromCase', customFieldValueId: id });
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
	expect((await fixture.analyst.get(`/case/${made.id}`)).object.customFields).toEqual([]);
	await fixture.expectRefusal({ operation: 'removeFromCase', customFieldValueId: '={{ "" }}' }, /'Custom Field Value ID' is empty/);
});

it('offers fields in the picker', async () => {
	const context = editorContext(fixture.credential, { resource: 'customField', operation: 'get' });
	expect((await listSearch.searchCustomFields.call(context, name)).results).toContainEqual({ name: `${name} (g, string)`, value: fieldId });
});
