import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from '../bulk/bulkFixture.mts';
import { detailsOf, itemsOf, jsonOf, startBulk } from '../bulk/bulkFixture.mts';
import type { NodeRunOptions } from '../harness/runNode.mts';
import type { Between } from './between.mts';
import { cutBetweenChunks, cutInBody, garbled, notHttp, startBetween } from './between.mts';

/** Answers that begin and break off: TheHive has acted by then. */

let fixture: BulkFixture;
let between: Between;

beforeAll(async () => {
	fixture = await startBulk('alert');
	between = await startBetween(fixture.sandbox.url);
});
beforeEach(() => {
	between.spoil(cutInBody, { times: 0 });
	between.seen();
});
afterAll(async () => {
	await between.close();
	await fixture.sandbox.close();
});

const run = async (parameters: INodeParameters, options: Partial<NodeRunOptions> = {}) =>
	await fixture.run(parameters, { credential: { ...fixture.credential, url: between.url }, ...options });
const casesOf = (title: string) => [...fixture.sandbox.store.table('case').all()].filter((record) => record.title === title);
const isBulk = (_method: string, path: string) => path.includes('_bulk');

describe.each([
	['is cut in its body', cutInBody, 'The answer of TheHive was cut off (ERR_STREAM_PREMATURE_CLOSE) [item 0]'],
	['is cut between chunks', cutBetweenChunks, 'The answer of TheHive was cut off (ERR_STREAM_PREMATURE_CLOSE) [item 0]'],
	['cannot be decompressed', garbled, 'The answer of TheHive cannot be read (Z_DATA_ERROR) [item 0]'],
	['is no HTTP', notHttp, 'The answer of TheHive cannot be read (HPE_INVALID_CONSTANT) [item 0]'],
])('An answer that %s', (name, how, message) => {
	it.each([
		['programmatic', { resource: 'case', operation: 'create', title: name, description: 'd' }],
		['routed', { resource: 'caseTemplate', operation: 'create', caseTemplateName: name }],
	])('leaves the outcome of a creation unknown, and it is not repeated (%s)', async (_way, parameters) => {
		between.spoil(how);
		const { items } = await run(parameters, { onError: 'continueRegularOutput' });
		expect(items[0]?.json.error).toBe(message);
		expect(detailsOf(items[0])).toMatchObject({ type: 'ConnectionError', outcome: 'unknown', advice: expect.stringContaining('It is unknown whether TheHive carried the request out. Look in TheHive before you run it again.') });
		expect(between.seen()).toHaveLength(1);
		if (parameters.resource === 'case') expect(casesOf(name)).toHaveLength(1);
	});

	it('is asked for again where the request reads, deletes, or has a key of its own', async () => {
		const [id = ''] = await fixture.newAlerts(1);
		between.spoil(how);
		expect(jsonOf((await run({ operation: 'get', alertId: id, simple: false })).items)).toEqual([expect.objectContaining({ _id: id })]);
		between.spoil(how);
		expect((await run({ operation: 'getAll', limit: 1 })).items).toHaveLength(1);
		between.spoil(how);
		const created = await run({ operation: 'create', title: 'T', description: 'D', type: 'test', source: name, sourceRef: 'key' });
		expect(created.error).toBeUndefined();
		expect(created.items[0]?.json).toMatchObject({ _id: expect.stringMatching(/^~/), source: name });
		expect(between.seen()).toEqual([
			'GET /alert/{id}', 'GET /alert/{id}',
			expect.stringMatching(/^POST \/query/), expect.stringMatching(/^POST \/query/),
			'POST /alert', 'POST /alert', 'POST /query?name=done-by-first-try',
		]);
	});
});

describe('A bulk update', () => {
	it('whose answer cannot be read is sent again', async () => {
		const ids = await fixture.newAlerts(3);
		between.spoil(notHttp, { match: isBulk });
		const { items, error } = await run({ operation: 'updateMany', alertUpdateFields: { severity: 4 } }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
		expect(between.seen()).toHaveLength(2);
	});
});

describe('A bulk deletion', () => {
	it('whose answer cannot be read looks up what is left', async () => {
		const ids = await fixture.newAlerts(3);
		between.spoil(notHttp, { match: isBulk });
		const { items, error } = await run({ operation: 'deleteMany', confirmSeveral: true }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual(ids.map((id) => ({ deleted: true, id })));
	});
});

describe('A deletion', () => {
	it('whose answer cannot be read is tried again, and is done though nothing is found', async () => {
		const [id = ''] = await fixture.newAlerts(1);
		between.spoil(notHttp);
		expect(jsonOf((await run({ operation: 'delete', alertId: id })).items)).toEqual([{ deleted: true, id }]);
		expect(between.seen()).toEqual(['DELETE /alert/{id}', 'DELETE /alert/{id}']);
	});
});

describe('A failure of the server', () => {
	it('stays what it is', async () => {
		fixture.sandbox.faults.failNext({ status: 500, body: { type: 'InternalError', message: 'Out of luck' } });
		const { items } = await run({ resource: 'case', operation: 'create', title: 'x', description: 'd' }, { onError: 'continueRegularOutput' });
		expect(items[0]?.json).toMatchObject({ error: 'InternalError: Out of luck [item 0]', details: { outcome: 'failed', status: 500 } });
		expect(between.seen()).toEqual(['POST /case']);
	});
});
