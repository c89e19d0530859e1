import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

const ECHO = 'function handle(input, context) { return { got: input }; }';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let name: string;
let functionId: string;
let count = 0;

beforeAll(async () => {
	fixture = await startAdmin('function');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	name = `echo-${count++}`;
	functionId = (await fixture.analyst.post('/function', { name, definition: ECHO, description: 'Gives back', types: ['api', 'action:case'] })).id;
});

describe('Create', () => {
	it('sends every field', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({
				operation: 'create',
				newFunctionName: 'splunk-alert',
				functionDefinition: ECHO,
				functionCreateFields: { config: '{ "threshold": 3 }', description: 'From Splunk', mode: 'Dry Run', types: ['api', 'notification'] },
			}),
		);
		expect(sent).toEqual([['POST /function', { name: 'splunk-alert', definition: ECHO, config: { threshold: 3 }, description: 'From Splunk', mode: 'DryRun', types: ['api', 'notification'] }]]);
		expect(made.items).toEqual([{ json: expect.objectContaining({ _type: 'Function', mode: 'DryRun' }), pairedItem: { item: 0 } }]);
	});

	it.each([
		[{ functionDefinition: '={{ "" }}' }, /'Definition' is empty/],
		[{ functionCreateFields: { config: '[1]' } }, /'Config \(JSON\)' needs a JSON object/],
		[{ functionCreateFields: { mode: 'Perhaps' } }, /'Mode' cannot be 'Perhaps'/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'create', newFunctionName: 'x', functionDefinition: ECHO, ...wrong }, message);
	});
});

it('gets, searches, updates and deletes', async () => {
	const simple = await run({ operation: 'get', functionId });
	expect(simple.items[0]?.json).toMatchObject({ _id: functionId, name });
	expect(simple.items[0]?.json).not.toHaveProperty('definition');
	expect((await run({ operation: 'get', functionId, simple: false })).items[0]?.json.definition).toBe(ECHO);
	expect((await run({ operation: 'getAll', filters: { rules: [{ field: 'name', operator: 'equals', value: name }] } })).items.map(({ json }) => json._id)).toEqual([functionId]);
	const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'update', functionId, functionUpdateFields: { definition: `${ECHO} `, mode: 'Disabled', clearFields: ['description'] } }));
	expect(sent[0]).toEqual([`PATCH /function/${encodeURIComponent(functionId)}`, { definition: `${ECHO} `, mode: 'Disabled', description: null }]);
	expect(made.items[0]?.json).toMatchObject({ mode: 'Disabled' });
	expect((await run({ operation: 'delete', functionId })).items).toEqual([{ json: { deleted: true, id: functionId }, pairedItem: { item: 0 } }]);
	await fixture.expectRefusal({ operation: 'delete', functionId: '={{ $json.nothing }}' }, /'Function' is empty/);
});

describe('Invoke', () => {
	it('sends the input of each item as the body and gives what the function returns', async () => {
		const start = fixture.sandbox.requests.length;
		const { items, error } = await run(
			{ operation: 'invoke', functionName: name, functionInput: '={{ $json }}', dryRun: true },
			{ input: [{ n: 1 }, { n: 2 }] },
		);
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/function\//)).toEqual([{ n: 1 }, { n: 2 }]);
		expect(items.map(({ json, pairedItem }) => [json.result, pairedItem])).toEqual([[{ got: { n: 1 } }, { item: 0 }], [{ got: { n: 2 } }, { item: 1 }]]);
	});

	it('takes JSON text, a list, and nothing', async () => {
		expect((await run({ operation: 'invoke', functionName: name, functionInput: '[1, 2]' })).items[0]?.json.result).toEqual({ got: [1, 2] });
		expect((await run({ operation: 'invoke', functionName: name })).error).toBeUndefined();
	});

	it('tells what failed in the function', async () => {
		await fixture.analyst.patch(`/function/${functionId}`, { definition: 'function handle() { throw new Error("no such host"); }' });
		expect((await run({ operation: 'invoke', functionName: name })).error?.message).toMatch(/InvocationError: no such host/);
	});

	it.each([
		[{ functionInput: '{ broken' }, /'Input \(JSON\)' is no valid JSON/],
		[{ functionInput: '={{ 5 }}' }, /'Input \(JSON\)' needs a JSON object or array/],
		[{ functionName: '={{ "" }}' }, /'Function' is empty/],
		[{ dryRun: '={{ "perhaps" }}' }, /'Dry Run' needs true or false/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'invoke', functionName: name, ...wrong }, message);
	});
});

describe('Invoke on Object', () => {
	it('runs on a case and waits, or starts in the background', async () => {
		const caseId = (await fixture.analyst.post('/case', { title: 'Phishing', description: 'x' })).id;
		const { items } = await run({ operation: 'invokeOnObject', functionName: name, objectType: 'Case', objectId: caseId });
		expect(items[0]?.json.result).toMatchObject({ got: { _id: caseId, title: 'Phishing' } });
		expect(fixture.sandbox.requests.at(-1)?.path).toBe(`/api/v1/function/${name}/Case/${encodeURIComponent(caseId)}?dryRun=false&sync=true`);
		expect((await run({ operation: 'invokeOnObject', functionName: name, objectType: 'case', objectId: caseId, sync: false })).items).toEqual([{ json: {}, pairedItem: { item: 0 } }]);
	});

	it.each([
		[{ objectType: '={{ "_test" }}' }, /'Record Type' cannot be '_test'/],
		[{ objectType: '={{ "" }}' }, /'Record Type' is empty/],
		[{ objectId: '={{ $json.nothing }}' }, /'Record' is empty/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'invokeOnObject', functionName: name, objectType: 'Case', objectId: '~1', ...wrong }, message);
	});
});

it('Test runs a definition with its input', async () => {
	const { run: made, sent } = await fixture.sentBy(async () =>
		await run({ operation: 'test', functionDefinition: ECHO, functionInput: '{ "a": 1 }', functionTestFields: { name: 'draft', config: '{}' } }),
	);
	expect(sent).toEqual([['POST /function/_test?dryRun=false', { definition: ECHO, input: { a: 1 }, name: 'draft', config: {} }]]);
	expect(made.items[0]?.json.result).toEqual({ got: { a: 1 } });
});

it('Get Documentation describes the context', async () => {
	expect((await run({ operation: 'getDocumentation' })).items[0]?.json.items).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'input' })]));
});

it('offers functions by ID and by name', async () => {
	const context = editorContext(fixture.credential, { resource: 'function', operation: 'get' });
	expect((await listSearch.searchFunctions.call(context, name)).results).toEqual([{ name, value: functionId }]);
	expect((await listSearch.searchFunctionNames.call(context, name)).results).toEqual([{ name, value: name }]);
});
