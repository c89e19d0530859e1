import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { detailsOf, itemsOf, jsonOf, startBulk } from './bulkFixture.mts';

let fixture: BulkFixture;
let run: BulkFixture['run'];
let faults: BulkFixture['sandbox']['faults'];

beforeAll(async () => {
	fixture = await startBulk('alert');
	({ run } = fixture);
	faults = fixture.sandbox.faults;
});

afterAll(async () => await fixture.sandbox.close());

beforeEach(() => faults.reset());

const update = { operation: 'updateMany', alertUpdateFields: { severity: 4 }, bulkOptions: { chunkSize: 10 } };
const severityOf = (id: string) => fixture.sandbox.store.table('alert').get(id)?.severity;
const isBulk = (_method: string, path: string) => path.includes('_bulk');
const outcomes = (items: Parameters<typeof detailsOf>[0][]) => items.map((item) => (item?.json.success === true || item?.json.deleted === true ? 'done' : detailsOf(item).outcome));

describe('A bulk update', () => {
	it('waits as a 429 asks, and goes on', async () => {
		const ids = await fixture.newAlerts(20);
		fixture.mark();
		faults.failNext({ status: 429, headers: { 'retry-after': '1' }, match: isBulk });
		const begun = Date.now();
		const { items, error } = await run(update, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
		expect(items).toHaveLength(20);
		expect(fixture.wire()).toHaveLength(3);
	});

	it('waits until the date that a 429 names', async () => {
		const ids = await fixture.newAlerts(20);
		fixture.mark();
		const until = Math.ceil(Date.now() / 1000) * 1000 + 1_000;
		faults.failNext({ status: 429, headers: { 'retry-after': new Date(until).toUTCString() }, match: isBulk });
		const { error } = await run({ ...update, requestSettings: { concurrency: 1 } }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		const [refused, ...later] = fixture.since();
		expect(refused?.status).toBe(429);
		expect(Date.now()).toBeGreaterThanOrEqual(until);
		expect(later).toHaveLength(2);
	});

	it('does not wait where a 429 asks for more than a minute: nothing is sent any more, and the error says what is open', async () => {
		const ids = await fixture.newAlerts(30);
		let requests = 0;
		faults.failNext({ status: 429, headers: { 'retry-after': '3600' }, times: 1000, match: (method, path) => isBulk(method, path) && ++requests > 1 });
		fixture.mark();
		const { error } = await run({ ...update, requestSettings: { concurrency: 1 } }, { input: itemsOf(ids) });
		expect(fixture.wire()).toHaveLength(2);
		expect(error?.description).toContain('Done: 10. Refused: 10 (items 10–19). Not sent: 10 (items 20–29). Run the node again with the same input');
	});

	it('survives a burst of 503', async () => {
		const ids = await fixture.newAlerts(40);
		faults.failNext({ status: 503, times: 8, contentType: 'text/html', body: '<html><title>Service Unavailable</title></html>', match: isBulk });
		const { error } = await run(update, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(ids.map(severityOf)).toEqual(ids.map(() => 4));
	});

	it.each(['reset-before', 'reset-after'] as const)('survives a connection cut (%s)', async (mode) => {
		const ids = await fixture.newAlerts(20);
		faults.failNext({ mode, times: 2, match: isBulk });
		const { items, error } = await run(update, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
		expect(ids.map(severityOf)).toEqual(ids.map(() => 4));
	});

	it('survives a restart of TheHive in the middle', async () => {
		const ids = await fixture.newAlerts(300);
		faults.latencyMs = 40;
		fixture.mark();
		const running = run({ ...update, requestSettings: { concurrency: 2 } }, { input: itemsOf(ids) });
		await vi.waitUntil(() => fixture.wire().length >= 3, { timeout: 10_000, interval: 5 });
		await fixture.sandbox.restart({ downMs: 600 });
		const { items, error } = await running;
		expect(error).toBeUndefined();
		expect(items).toHaveLength(300);
		expect(ids.every((id) => severityOf(id) === 4)).toBe(true);
	});

	it('stops where TheHive stays away, and tells what became of each record', async () => {
		const ids = await fixture.newAlerts(50);
		let requests = 0;
		faults.failNext({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>', times: 1000, match: (method, path) => isBulk(method, path) && ++requests > 2 });
		fixture.mark();
		const { items } = await run({ ...update, requestSettings: { concurrency: 1 } }, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		const ends = outcomes(items);
		expect(ends.filter((end) => end === 'done')).toHaveLength(20);
		expect(ends.filter((end) => end === 'unknown')).toHaveLength(20);
		expect(ends.filter((end) => end === 'notSent')).toHaveLength(10);
		expect(items[25]?.json.error).toBe('Status 502 from a server that did not answer as TheHive does: Bad Gateway [item 25]');
		// two chunks that went through, two that were tried four times each
		expect(fixture.wire()).toHaveLength(10);
	}, 60_000);

	it('that breaks in the middle says how to go on', async () => {
		const ids = await fixture.newAlerts(30);
		let requests = 0;
		faults.failNext({ status: 401, body: { type: 'AuthenticationError', message: 'Authentication failure' }, times: 1000, match: (method, path) => isBulk(method, path) && ++requests > 1 });
		const { error } = await run({ ...update, requestSettings: { concurrency: 1 } }, { input: itemsOf(ids) });
		expect(error?.message).toBe('AuthenticationError: Authentication failure [item 10]');
		expect(error?.description).toContain('Done: 10. Refused: 10 (items 10–19). Not sent: 10 (items 20–29). Run the node again with the same input: what is done stays as it is.');
	});

	it('takes the page of a proxy for no answer of TheHive', async () => {
		const ids = await fixture.newAlerts(5);
		faults.failNext({ status: 200, contentType: 'text/html', body: '<html>Please sign in</html>', times: 9, match: isBulk });
		const { items } = await run(update, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(outcomes(items)).toEqual(ids.map(() => 'unknown'));
		expect(items[0]?.json.error).toBe('TheHive was expected to answer with no text [item 0]');
	});

	it('gives up a server that hangs', async () => {
		const ids = await fixture.newAlerts(5);
		faults.failNext({ mode: 'hang', times: 9, match: isBulk });
		const { items } = await run({ ...update, requestOptions: { timeout: 200 } }, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(outcomes(items)).toEqual(ids.map(() => 'unknown'));
		expect(String(items[0]?.json.error)).toMatch(/^TheHive did not answer in time/);
	}, 60_000);

	it('sends nothing more once the execution is stopped', async () => {
		const ids = await fixture.newAlerts(200);
		faults.latencyMs = 100;
		const abort = new AbortController();
		fixture.mark();
		const running = run({ ...update, requestSettings: { concurrency: 2 } }, { input: itemsOf(ids), abortSignal: abort.signal });
		await vi.waitUntil(() => fixture.wire().length >= 3, { timeout: 10_000, interval: 5 });
		const sent = fixture.wire().length;
		abort.abort();
		await running;
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(fixture.wire().length).toBeLessThanOrEqual(sent + 2);
		expect(ids.filter((id) => severityOf(id) === 4).length).toBeLessThan(200);
	});
});

describe('A look-up that fails', () => {
	const failing = (label: string) => faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'No' }, times: 9, match: (_method, path) => path.includes(label) });

	it('before the change is told of each item, and nothing is changed', async () => {
		const ids = await fixture.newAlerts(3);
		failing('read-alerts');
		fixture.mark();
		const { items } = await run({ operation: 'markAsRead' }, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(outcomes(items)).toEqual(ids.map(() => 'notSent'));
		expect(items[2]?.json.error).toBe('AuthorizationError: No [item 2]');
		expect(fixture.wire().filter((line) => line.startsWith('PATCH'))).toEqual([]);
	});

	it('of observables leaves no alert done without them', async () => {
		const upsert = { operation: 'createOrUpdate', title: 'T', description: 'D', type: 'test', source: 'look-up', sourceRef: '={{ $json.ref }}', alertUpsertFields: { observablesJson: '[{"dataType":"ip","data":"203.0.113.7"}]' } };
		await fixture.analyst.post('/alert', { type: 'test', source: 'look-up', sourceRef: 'a', title: 'T', description: 'D' });
		failing('known-observables');
		const { items } = await run(upsert, { input: [{ ref: 'a' }, { ref: 'b' }], onError: 'continueRegularOutput' });
		expect(items.map((item) => item.json.action ?? detailsOf(item).outcome)).toEqual(['notSent', 'created']);
	});
});

describe('A bulk deletion', () => {
	const remove = { operation: 'deleteMany', confirmSeveral: true, bulkDeleteOptions: { chunkSize: 10 } };

	it('whose answer is lost looks up what is left, and counts the rest as deleted', async () => {
		const ids = await fixture.newAlerts(20);
		fixture.mark();
		faults.failNext({ mode: 'reset-after', match: isBulk });
		const { items, error } = await run(remove, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual(ids.map((id) => ({ deleted: true, id })));
		expect(fixture.wire().sort()).toEqual(['POST /alert/delete/_bulk', 'POST /alert/delete/_bulk', 'POST /query?name=read-alerts']);
	});

	it('that did not arrive is sent again', async () => {
		const ids = await fixture.newAlerts(10);
		fixture.mark();
		faults.failNext({ mode: 'reset-before', match: isBulk });
		const { items } = await run(remove, { input: itemsOf(ids) });
		expect(items).toHaveLength(10);
		expect(ids.map(severityOf)).toEqual(ids.map(() => undefined));
	});
});

describe('A bulk merge', () => {
	it('whose answer is lost merges nothing twice', async () => {
		const ids = await fixture.newAlerts(60);
		const [caseId = ''] = await fixture.newCases(1);
		fixture.mark();
		faults.failNext({ mode: 'reset-after', match: isBulk });
		const { items, error } = await run({ operation: 'mergeManyIntoCase', caseId }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(60);
		expect(fixture.wire().filter((line) => line.includes('_bulk'))).toHaveLength(2);
	});
});

describe('A single deletion', () => {
	it('whose answer is lost is deleted, though the second try finds nothing', async () => {
		const ids = await fixture.newAlerts(1);
		fixture.mark();
		faults.failNext({ mode: 'reset-after', match: (method) => method === 'DELETE' });
		const { items, error } = await run({ operation: 'delete', alertId: ids[0] ?? '' });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ deleted: true, id: ids[0] }]);
		expect(fixture.wire()).toEqual(['DELETE /alert/{id}', 'DELETE /alert/{id}']);
	});

	it('that waits for its second try when another item fails is brought to its end, and the error is the other one\'s', async () => {
		const ids = await fixture.newAlerts(2);
		const isOf = (id = '') => (method: string, path: string) => method === 'DELETE' && path.endsWith(id);
		faults.failNext({ mode: 'reset-after', match: isOf(ids[0]) });
		faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'No' }, match: isOf(ids[1]) });
		const { error } = await run({ operation: 'delete', alertId: '={{ $json._id }}' }, { input: itemsOf(ids) });
		expect(error?.message).toBe('AuthorizationError: No [item 1]');
		expect(severityOf(ids[0] ?? '')).toBeUndefined();
	});

	it('that was turned away and waits when another item fails is not sent, and tells why', async () => {
		const ids = await fixture.newAlerts(2);
		const isOf = (id = '') => (method: string, path: string) => method === 'DELETE' && path.endsWith(id);
		faults.failNext({ status: 429, match: isOf(ids[0]) });
		faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'No' }, match: isOf(ids[1]) });
		const { error } = await run({ operation: 'delete', alertId: '={{ $json._id }}' }, { input: itemsOf(ids) });
		expect(error?.message).toBe('Not sent, because another item failed before: AuthorizationError: No [item 1]');
		expect(severityOf(ids[0] ?? '')).toBe(2);
	});

	it('of what never was is still refused', async () => {
		const { error } = await run({ operation: 'delete', alertId: '~999999999' });
		expect(error?.message).toContain('NotFoundError');
	});
});

describe('A single create', () => {
	const create = { operation: 'create', title: 'T', description: 'D', type: 'test', source: 'once', sourceRef: '={{ $json.ref }}' };

	it('of an alert whose answer is lost gives the alert that it made', async () => {
		fixture.mark();
		faults.failNext({ mode: 'reset-after', match: (method, path) => method === 'POST' && path === '/api/v1/alert' });
		const { items, error } = await run(create, { input: [{ ref: 'a' }] });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ title: 'T', sourceRef: 'a' });
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(fixture.wire()).toEqual(['POST /alert', 'POST /alert', 'POST /query?name=done-by-first-try']);
	});

	it('of an alert that others have made before is refused, even after a cut', async () => {
		await fixture.analyst.post('/alert', { type: 'test', source: 'once', sourceRef: 'b', title: 'Theirs', description: 'D' });
		faults.failNext({ mode: 'reset-before', match: (method, path) => method === 'POST' && path === '/api/v1/alert' });
		const { error } = await run(create, { input: [{ ref: 'b' }] });
		expect(error?.message).toContain('CreateError');
	});

	it('of many cases that ends in the middle says which items are done', async () => {
		let requests = 0;
		faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'No' }, match: (method, path) => method === 'POST' && path === '/api/v1/case' && ++requests === 10 });
		const input = Array.from({ length: 20 }, (_, index) => ({ title: `Middle ${index}` }));
		const { error } = await run({ resource: 'case', operation: 'create', title: '={{ $json.title }}', description: 'D', requestSettings: { concurrency: 1 } }, { input });
		expect(error?.message).toBe('AuthorizationError: No [item 9]');
		expect(error?.description).toMatch(/ Other items: 9 done \(0–8\), 10 not begun \(10–19\)\.$/);
		const titles = [...fixture.sandbox.store.table('case').all()].map(({ title }) => title);
		expect(titles.filter((title) => title.startsWith('Middle'))).toHaveLength(9);
	});

	it.each([503, 504])('of a case that a proxy answers with %i is not repeated: it may have arrived', async (status) => {
		fixture.mark();
		faults.failNext({ status, contentType: 'text/html', body: '<h1>Busy</h1>', match: (method, path) => method === 'POST' && path === '/api/v1/case' });
		const { items } = await run({ resource: 'case', operation: 'create', title: 'T', description: 'D' }, { onError: 'continueRegularOutput' });
		expect(outcomes(items)).toEqual(['unknown']);
		expect(detailsOf(items[0]).advice).toContain('Check in TheHive whether it took effect before you run it again.');
		expect(fixture.wire()).toEqual(['POST /case']);
	});

	it('of a case that is turned away with 429 is sent again: nothing has happened', async () => {
		fixture.mark();
		faults.failNext({ status: 429, match: (method, path) => method === 'POST' && path === '/api/v1/case' });
		const { items } = await run({ resource: 'case', operation: 'create', title: 'T', description: 'D' });
		expect(items[0]?.json).toMatchObject({ title: 'T' });
		expect(fixture.wire()).toEqual(['POST /case', 'POST /case']);
	});

	it('of many cases ends each item as done, failed or unknown when TheHive restarts meanwhile, and makes none twice', async () => {
		const input = Array.from({ length: 40 }, (_, index) => ({ title: `Restart ${index}` }));
		faults.latencyMs = 30;
		fixture.mark();
		const running = run({ resource: 'case', operation: 'create', title: '={{ $json.title }}', description: 'D', requestSettings: { concurrency: 4 } }, { input, onError: 'continueRegularOutput' });
		await vi.waitUntil(() => fixture.wire().length >= 10, { timeout: 10_000, interval: 5 });
		await fixture.sandbox.restart({ downMs: 400 });
		const { items } = await running;
		expect(items).toHaveLength(40);
		const titles = [...fixture.sandbox.store.table('case').all()].map(({ title }) => title).filter((title) => title.startsWith('Restart'));
		expect(new Set(titles).size).toBe(titles.length);
		items.forEach((item, index) => {
			const end = detailsOf(item).outcome ?? 'done';
			expect(['done', 'unknown']).toContain(end);
			// what is said to be done is there; what is not there was not said to be done
			if (end === 'done') expect(titles).toContain(`Restart ${index}`);
		});
	}, 60_000);

	it('of a case is not repeated', async () => {
		fixture.mark();
		faults.failNext({ mode: 'reset-after', match: (method, path) => method === 'POST' && path === '/api/v1/case' });
		const { error } = await run({ resource: 'case', operation: 'create', title: 'T', description: 'D' });
		expect(error?.description).toContain('It is unknown whether TheHive carried the request out');
		expect(fixture.wire()).toEqual(['POST /case']);
	});
});
