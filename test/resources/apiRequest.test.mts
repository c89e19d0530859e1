import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiPath } from '../../nodes/TheHive/resources/apiRequest/givenRequest';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import type { BinaryStorage } from '../harness/binaryStorage.mts';
import { useBinaryStorage } from '../harness/binaryStorage.mts';

let fixture: AdminFixture;
let storage: BinaryStorage;
let run: AdminFixture['run'];
let caseId: string;

beforeAll(async () => {
	storage = await useBinaryStorage('filesystem');
	fixture = await startAdmin('apiRequest');
	({ run } = fixture);
	caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x' })).id;
});

afterAll(async () => {
	storage.remove();
	await fixture.close();
});

describe('Send', () => {
	it.each([
		['GET', '/case/{id}', '/api/v1/case/{id}'],
		['get', 'case/{id}', '/api/v1/case/{id}'],
		['GET', '/api/v1/case/{id}', '/api/v1/case/{id}'],
	])('calls an endpoint: %s %s', async (requestMethod, requestPath, path) => {
		const { items, error } = await run({ operation: 'send', requestMethod, requestPath: requestPath.replace('{id}', caseId) });
		expect(error).toBeUndefined();
		expect(fixture.sandbox.requests.at(-1)?.path).toBe(path.replace('{id}', caseId));
		expect(items).toEqual([{ json: expect.objectContaining({ _id: caseId }), pairedItem: { item: 0 } }]);
	});

	it('calls what is below /api rather than /api/v1', async () => {
		const { items, error } = await run({ operation: 'send', requestPath: '/api/status' });
		expect(error).toBeUndefined();
		expect(fixture.sandbox.requests.at(-1)?.path).toBe('/api/status');
		expect(items[0]?.json).toHaveProperty('versions');
	});

	it('sends body and query parameters, and answers an empty answer as a success', async () => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'send', requestMethod: 'PATCH', requestPath: `/case/${caseId}`, requestBody: '={{ { title: $json.title } }}', requestQuery: '{ "n": 1, "list": ["a"] }' }, { input: [{ title: 'New' }] }));
		expect(sent).toEqual([[`PATCH /case/${caseId}?n=1&list=%5B%22a%22%5D`, { title: 'New' }]]);
		expect(made.items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
	});

	it('splits a list into items, or leaves it', async () => {
		const list = await run({ operation: 'send', requestPath: '/customField' });
		expect(list.items).toHaveLength(0);
		const query = JSON.stringify({ query: [{ _name: 'listCase' }] });
		expect((await run({ operation: 'send', requestMethod: 'POST', requestPath: '/query', requestBody: query })).items[0]?.json._id).toBe(caseId);
		expect((await run({ operation: 'send', requestMethod: 'POST', requestPath: '/query', requestBody: query, apiRequestOptions: { split: false } })).items).toEqual([
			{ json: { value: [expect.objectContaining({ _id: caseId })] }, pairedItem: { item: 0 } },
		]);
		expect((await run({ operation: 'send', requestMethod: 'POST', requestPath: '/query', requestBody: '{ "query": [{ "_name": "listCase" }, { "_name": "count" }] }' })).items[0]?.json).toEqual({ value: 1 });
	});

	it('sends files as a form, and downloads them', async () => {
		const data = await storage.store('evidence', 'mail.eml', 'message/rfc822');
		const up = await run({ operation: 'send', requestMethod: 'POST', requestPath: `/case/${caseId}/attachments`, inputFiles: 'all' }, { input: [{ json: {}, binary: { data } }] });
		expect(up.error).toBeUndefined();
		const attachments: unknown = up.items[0]?.json.attachments;
		const [attachment]: unknown[] = Array.isArray(attachments) ? attachments : [];
		const id = typeof attachment === 'object' && attachment !== null && '_id' in attachment ? String(attachment._id) : '';
		const down = await run({ operation: 'send', requestPath: `/attachment/${id}/download`, outputDataFieldName: 'file', apiRequestOptions: { answer: 'file' } });
		expect(down.items).toEqual([{ json: { fileName: 'mail.eml' }, binary: { file: expect.anything() }, pairedItem: { item: 0 } }]);
		expect((await storage.read(down.items[0]?.binary?.file)).toString()).toBe('evidence');
	});

	it('fails as every operation does: in the words of TheHive, for its item alone', async () => {
		const { items } = await run({ operation: 'send', requestPath: '=/case/{{ $json.id }}' }, { input: [{ id: '~999999' }, { id: caseId }], onError: 'continueRegularOutput' });
		expect(items[0]).toMatchObject({ json: { error: expect.stringContaining('NotFound'), details: { status: 404, item: 0 } }, pairedItem: { item: 0 } });
		expect(items[1]).toMatchObject({ json: { _id: caseId }, pairedItem: { item: 1 } });
	});

	it.each([
		[{ requestPath: 'https://elsewhere.example/api/v1/case' }, /'Path' must be a path, not an address/],
		[{ requestPath: '={{ "" }}' }, /'Path' is empty/],
		[{ requestPath: '=/case/{{ $json.nothing }}/../user' }, /'Path' must not have/],
		[{ requestPath: '=/alert/{{ $json.nothing }}', requestMethod: 'DELETE' }, /^'Path' has an empty step/],
		[{ requestPath: '/case/', requestMethod: 'POST', requestBody: '{}' }, /^'Path' has an empty step/],
		[{ requestPath: '=/user/{{ $json.nothing }}/key/renew', requestMethod: 'POST' }, /^'Path' has an empty step/],
		[{ requestPath: '={{ "/case/" + $json.nothing }}', requestMethod: 'PATCH', requestBody: '{}' }, /^'Path' has 'undefined' as a step/],
		[{ requestPath: '={{ "/case/" + null }}', requestMethod: 'DELETE' }, /^'Path' has 'null' as a step/],
		[{ requestPath: '=/case/{{ ({ a: 1 }) }}', requestMethod: 'PUT' }, /^'Path' has an object in it/],
		[{ requestPath: '={{ "/case/" + encodeURIComponent({}) }}', requestMethod: 'PUT' }, /^'Path' has '\[object Object\]' as a step/],
		[{ requestPath: '=/case/_merge/~1,{{ $json.nothing }}', requestMethod: 'POST' }, /^'Path' has an empty step/],
		[{ requestPath: '=/case/{{ $json.nothing }}' }, /^'Path' has an empty step/],
		[{ requestPath: '/case', requestMethod: '={{ "TRACE" }}' }, /'Method' cannot be 'TRACE'/],
		[{ requestPath: '/case', requestQuery: '{ broken' }, /'Query Parameters \(JSON\)' is no valid JSON/],
		[{ requestPath: '/case', requestQuery: '{ "organisation": "" }' }, /'Query Parameters \(JSON\)' has no value for 'organisation'/],
		[{ requestPath: '/case', requestBody: '{}' }, /'Body \(JSON\)' cannot be sent with GET/],
		[{ requestPath: '/case', requestMethod: 'POST', requestBody: '5' }, /'Body \(JSON\)' needs a JSON object or array/],
		[{ requestPath: '/case', requestMethod: 'POST', inputFiles: 'all' }, /no binary field/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'send', ...wrong }, message);
	});
});

describe('a path', () => {
	it.each([
		'http://elsewhere.example/',
		'HTTPS://elsewhere.example',
		'//elsewhere.example/api',
		'file:///etc/passwd',
		'/\\elsewhere.example',
		'\\\\elsewhere.example',
		'/../../admin',
		'/case/./x',
		'/case/%2e%2e/user',
		'/case/%2E./user',
		'/case/..%2fuser',
		'/case/%5c..',
		'/case?x=1',
		'/case#x',
		'/case/{id}',
		'/case with space',
		'/case\n/x',
		'/case/%zz',
		'/',
		'/api',
		'/api/v1',
		'/api/',
		'/api/v1/',
		'/case//task',
		'/case/%20',
		'/case/undefined',
		' ',
		undefined,
		5,
	])('is refused when it is %j', (path) => {
		expect(() => apiPath(path)).toThrow();
	});

	it.each([
		['/case/~1', '/case/~1', false],
		['alert/a%3Bb%3Bc', '/alert/a%3Bb%3Bc', false],
		['/api/v1/user/a@b.c', '/user/a@b.c', false],
		['/api/connector/cortex/x', '/connector/cortex/x', true],
		['/@elsewhere.example', '/@elsewhere.example', false],
	])('%s stays below the address of the credential', (given, path, belowApi) => {
		expect(apiPath(given)).toEqual({ path, belowApi });
	});
});
