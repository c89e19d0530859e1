import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let storage: BinaryStorage;
let run: AdminFixture['run'];
let caseId: string;

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startAdmin('export');
	({ run } = fixture);
	caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x', severity: 3 })).id;
	await fixture.analyst.post('/case', { title: 'Malware; two', description: 'x', severity: 1 });
	await fixture.analyst.post(`/case/${caseId}/observable`, { dataType: 'url', data: 'http://evil.example' });
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

const asked = () => {
	const url = new URL(fixture.sandbox.requests.at(-1)?.path ?? '', fixture.sandbox.url);
	return { query: JSON.parse(url.searchParams.get('query') ?? 'null'), options: JSON.parse(url.searchParams.get('options') ?? 'null') };
};

describe('Export to File', () => {
	it('writes the columns of the records that meet the filter', async () => {
		const { items, error } = await run({
			operation: 'toFile',
			exportModel: 'Case',
			exportFormat: 'csv',
			filters: { rules: [{ field: 'severity', operator: 'greaterOrEqual', value: 'high' }] },
			sort: { fields: [{ field: 'number', direction: 'asc' }] },
			outputDataFieldName: 'report',
			exportOptions: { columns: 'title,severity', delimiter: ';', fileName: 'open-cases' },
		});
		expect(error).toBeUndefined();
		expect(asked()).toEqual({
			query: [
				{ _name: 'listCase' },
				{ _name: 'filter', _gte: { _field: 'severity', _value: 3 } },
				{ _name: 'sort', _fields: [{ number: 'asc' }] },
				{ _name: 'page', from: 0, to: 50 },
			],
			options: { format: 'csv', model: 'Case', fields: ['title', 'severity'], delimiter: ';', fileName: 'open-cases' },
		});
		expect(items).toEqual([{ json: { model: 'Case', format: 'csv', fileName: 'open-cases.csv' }, binary: { report: expect.anything() }, pairedItem: { item: 0 } }]);
		expect((await storage.read(items[0]?.binary?.report)).toString().trim().split(/\r?\n/)).toEqual(['title;severity', 'Phishing;3']);
	});

	it('exports all of them, as JSON, and observables defanged or not', async () => {
		const all = await run({ operation: 'toFile', exportModel: 'Case', exportFormat: 'json', returnAll: true });
		expect(asked().query).toEqual([{ _name: 'listCase' }]);
		expect(JSON.parse((await storage.read(all.items[0]?.binary?.data)).toString())).toHaveLength(2);
		const text = await run({ operation: 'toFile', exportModel: 'Observable', exportFormat: 'txt', exportOptions: { protectData: false } });
		expect((await storage.read(text.items[0]?.binary?.data)).toString()).toBe('http://evil.example\n');
	});

	it('takes no sign-in page of a proxy for the file', async () => {
		fixture.sandbox.faults.failNext({ status: 200, body: '<html><title>Sign in</title></html>', contentType: 'text/html', match: (_method, path) => path.startsWith('/api/v1/export') });
		const known = storage.files();
		const { items, error } = await run({ operation: 'toFile', exportModel: 'Case', exportFormat: 'csv' });
		expect(error?.message).toContain('TheHive was expected to answer with a file');
		expect([items, storage.files()]).toEqual([[], known]);
	});

	it.each([
		[{ exportFormat: 'misp' }, /'Format' 'misp' is for observables only/],
		[{ exportFormat: '={{ "xlsx" }}' }, /'Format' cannot be 'xlsx'/],
		[{ exportModel: '={{ "Audit" }}' }, /'Export' cannot be 'Audit'/],
		[{ exportOptions: { delimiter: ';;' } }, /'Delimiter' is 2 characters long/],
		[{ filters: { rules: [{ field: 'title', operator: 'equals', value: '={{ $json.nothing }}' }] } }, /'Filters' has a rule on title/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'toFile', exportModel: 'Case', exportFormat: 'csv', ...wrong }, message);
	});
});

it('Get Fields lists the columns of each kind of record', async () => {
	const { items } = await run({ operation: 'getFields' });
	expect(items.find(({ json }) => json.model === 'Case')?.json.fields).toEqual(expect.arrayContaining([expect.objectContaining({ fieldPath: 'title' })]));
	expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
});

it('offers the filter fields of what is exported', async () => {
	const context = editorContext(fixture.credential, { resource: 'export', operation: 'toFile', exportModel: 'User' });
	expect((await loadOptions.getFilterFields.call(context)).map(({ value }) => value)).toContain('login');
});
