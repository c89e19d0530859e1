import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TheHive } from '../../nodes/TheHive/TheHive.node';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import { asInterval } from '../../nodes/TheHive/resources/alertFeeder/interval';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let name: string;
let count = 0;

const source = { description: 'SIEM', method: 'GET', url: 'https://siem.example/alerts', interval: { value: 5, unit: 'Minutes' } };

beforeAll(async () => {
	fixture = await startAdmin('alertFeeder');
	({ run } = fixture);
	await fixture.analyst.post('/function', { name: 'feed', definition: 'function handle() { return { alerts: 0 }; }', types: ['feeder:alert'] });
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	name = `feeder-${count++}`;
	await fixture.analyst.post('/connector/alert-feeder', { ...source, name, functionName: 'feed', headers: [{ key: 'X-A', value: '1' }], auth: { type: 'bearer', key: 'secret' } });
});

describe('Create', () => {
	it('sends every field', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run(
				{
					operation: 'create',
					newFeederName: 'siem',
					feederDescription: 'From the SIEM',
					feederMethod: 'POST',
					feederUrl: 'https://siem.example/search',
					feederInterval: '10 min',
					functionName: 'feed',
					feederCreateFields: {
						auth: '={{ { type: "bearer", key: $json.key } }}',
						body: '{}',
						enabled: false,
						headers: { header: [{ key: 'X-Tenant', value: 'a' }] },
						responseMaxSize: 1000,
						requestTimeout: '30 seconds',
					},
				},
				{ input: [{ key: 'hidden' }] },
			),
		);
		expect(made.error).toBeUndefined();
		expect(sent).toEqual([
			[
				'POST /connector/alert-feeder',
				expect.objectContaining({
					name: 'siem',
					description: 'From the SIEM',
					method: 'POST',
					url: 'https://siem.example/search',
					interval: { value: 10, unit: 'Minutes' },
					functionName: 'feed',
					body: '{}',
					enabled: false,
					headers: [{ key: 'X-Tenant', value: 'a' }],
					responseMaxSize: 1000,
					requestTimeout: { value: 30, unit: 'Seconds' },
				}),
			],
		]);
		expect(made.items).toEqual([{ json: expect.objectContaining({ name: 'siem', enabled: false }), pairedItem: { item: 0 } }]);
		expect(JSON.stringify(made.items)).not.toContain('hidden');
	});

	it.each([
		[{ feederInterval: '={{ "often" }}' }, /'Interval' is no span of time/],
		[{ feederUrl: '={{ "" }}' }, /'URL' is empty/],
		[{ feederMethod: 'PUT' }, /'Method' cannot be 'PUT'/],
		[{ functionName: '={{ $json.nothing }}' }, /'Function' is empty/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal(
			{ operation: 'create', newFeederName: 'x', feederDescription: 'x', feederMethod: 'GET', feederUrl: 'https://x.example', feederInterval: '1 hour', functionName: 'feed', ...wrong },
			message,
		);
	});
});

describe('Update', () => {
	it('sends a feeder back with the change alone', async () => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'update', alertFeederName: name, feederUpdateFields: { enabled: false, feederInterval: '1 hour' } }));
		expect(made.error).toBeUndefined();
		expect(sent.map(([request]) => request)).toEqual(['GET /connector/alert-feeder', `PUT /connector/alert-feeder/${name}`]);
		expect(sent[1]?.[1]).toMatchObject({ ...source, enabled: false, interval: { value: 1, unit: 'Hours' }, headers: [{ key: 'X-A', value: '1' }], auth: { type: 'bearer' } });
		expect(made.items).toEqual([{ json: expect.objectContaining({ name, enabled: false }), pairedItem: { item: 0 } }]);
		expect(made.items[0]?.json).not.toHaveProperty('auth');
	});

	it('knows what it cannot change', async () => {
		expect((await run({ operation: 'update', alertFeederName: 'nowhere', feederUpdateFields: { enabled: false } })).error?.message).toMatch(/is 'nowhere', which TheHive does not know \[item 0\]/);
		await fixture.expectRefusal({ operation: 'update', alertFeederName: name, feederUpdateFields: {} }, /nothing would be changed/);
		await fixture.expectRefusal({ operation: 'update', alertFeederName: '={{ $json.nothing }}', feederUpdateFields: { enabled: false } }, /'Alert Feeder Name or ID' is empty/);
	});
});

it('lists, runs and deletes', async () => {
	const simple = await run({ operation: 'getAll', returnAll: true });
	expect(simple.items.map(({ json }) => json.name)).toContain(name);
	expect(JSON.stringify(simple.items)).not.toContain('secret');
	expect((await run({ operation: 'getAll', limit: 1, simple: false })).items).toHaveLength(1);
	expect(new TheHive().description.sensitiveOutputFields).toEqual(expect.arrayContaining(['auth.password', 'auth.key']));
	const ran = await fixture.sentBy(async () => await run({ operation: 'run', alertFeederName: name, dryRun: true }));
	expect(ran.sent).toEqual([[`POST /connector/alert-feeder/run/${name}?dryRun=true`, undefined]]);
	expect(ran.run.items).toEqual([{ json: expect.objectContaining({ result: { alerts: 0 } }), pairedItem: { item: 0 } }]);
	const context = editorContext(fixture.credential, { resource: 'alertFeeder', operation: 'run' });
	expect((await loadOptions.getAlertFeeders.call(context)).map(({ value }) => value)).toContain(name);
	expect((await run({ operation: 'delete', alertFeederName: name })).items).toEqual([{ json: { deleted: true, id: name }, pairedItem: { item: 0 } }]);
	await fixture.expectRefusal({ operation: 'delete', alertFeederName: '={{ "" }}' }, /'Alert Feeder Name or ID' is empty/);
});

describe('an interval', () => {
	it.each([
		['5 minutes', 5, 'Minutes'],
		['1 Hour', 1, 'Hours'],
		['30s', 30, 'Seconds'],
		['500 ms', 500, 'Milliseconds'],
		['2 days', 2, 'Days'],
		['{ "value": 3, "unit": "Days" }', 3, 'Days'],
		[{ value: 3, unit: 'Days' }, 3, 'Days'],
	])('%j', (given, value, unit) => {
		expect(asInterval(given)).toEqual({ value, unit });
	});

	it.each(['5', 'minutes', '0 days', '5 weeks', '-1 day', { value: 1.5, unit: 'Days' }, { value: 1, unit: 'Weeks' }])('is not %j', (given) => {
		expect(() => asInterval(given)).toThrow(/no span of time/);
	});
});
