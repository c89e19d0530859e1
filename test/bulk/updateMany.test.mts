import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { detailsOf, itemsOf, jsonOf, startBulk } from './bulkFixture.mts';

let fixture: BulkFixture;
let run: BulkFixture['run'];

beforeAll(async () => {
	fixture = await startBulk('alert');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(() => fixture.sandbox.faults.reset());

const severityOf = (id: string) => fixture.sandbox.store.table('alert').get(id)?.severity;

const update = { operation: 'updateMany', alertUpdateFields: { severity: 4 } };

describe('All input items', () => {
	it('go out in one request, and each gives a linked item', async () => {
		const ids = await fixture.newAlerts(10);
		fixture.mark();
		const { items, error } = await run(update, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(fixture.since().map(({ requestBody }) => requestBody)).toEqual([{ ids, severity: 4 }]);
		expect(fixture.wire()).toEqual(['PATCH /alert/_bulk']);
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_id, item) => ({ item })));
	});

	it('go out in chunks, and are read back in one query where wanted', async () => {
		const ids = await fixture.newAlerts(25);
		fixture.mark();
		const { items } = await run({ ...update, bulkOptions: { chunkSize: 10, returnRecords: true } }, { input: itemsOf(ids) });
		expect(fixture.wire()).toEqual([...Array.from({ length: 3 }, () => 'PATCH /alert/_bulk'), 'POST /query?name=read-alerts']);
		expect(items.map(({ json }) => [json._id, json.severity, json.title])).toEqual(ids.map((id, index) => [id, 4, `Alert ${index}`]));
	});

	it('that want different changes go out in groups', async () => {
		const ids = await fixture.newAlerts(6);
		fixture.mark();
		const input = ids.map((_id, index) => ({ _id, severity: index < 5 ? 1 + (index % 2) : 4 }));
		const { items } = await run({ operation: 'updateMany', alertUpdateFields: { severity: '={{ $json.severity }}' } }, { input });
		expect(fixture.wire().sort()).toEqual(['PATCH /alert/_bulk', 'PATCH /alert/_bulk', 'PATCH /alert/{id}']);
		expect(ids.map(severityOf)).toEqual([1, 2, 1, 2, 1, 4]);
		expect(jsonOf(items).map(({ _id }) => _id)).toEqual(ids);
	});

	it('that change one record twice do so in their order', async () => {
		const [id = ''] = await fixture.newAlerts(1);
		fixture.mark();
		const input = [{ _id: id, severity: 1 }, { _id: id, severity: 3 }, { _id: id, severity: 3 }, { _id: id, severity: 2 }];
		const { items } = await run({ operation: 'updateMany', alertUpdateFields: { severity: '={{ $json.severity }}' }, bulkOptions: { returnRecords: true } }, { input });
		expect(fixture.since().filter(({ method }) => method === 'PATCH').map(({ requestBody }) => requestBody)).toEqual([{ severity: 1 }, { severity: 3 }, { severity: 2 }]);
		expect(items.map(({ json }) => json.severity)).toEqual([1, 3, 3, 2]);
		expect(severityOf(id)).toBe(2);
	});

	it('of different organisations never share a request', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		const input = ids.map((_id, index) => ({ _id, organisation: index === 0 ? 'main' : 'main-org' }));
		await run({ ...update, requestSettings: { organisation: '={{ $json.organisation }}' } }, { input, onError: 'continueRegularOutput' });
		expect(fixture.wire().filter((line) => line.startsWith('PATCH'))).toEqual(['PATCH /alert/{id}', 'PATCH /alert/{id}']);
	});
});

describe('A record that TheHive refuses', () => {
	it('stands alone in the end: 999 of 1,000 succeed with few extra requests', async () => {
		const ids = await fixture.newAlerts(1000);
		const guilty = 637;
		await fixture.analyst.send('DELETE', `/alert/${ids[guilty]}`);
		fixture.mark();
		const { items, error } = await run(update, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(fixture.wire().length).toBeLessThanOrEqual(12);
		expect(items).toHaveLength(1000);
		expect(items.filter(({ json }) => json.success === true)).toHaveLength(999);
		expect(items[guilty]?.json.error).toBe(`NotFoundError: Alert ${ids[guilty]} not found [item ${guilty}]`);
		expect(detailsOf(items[guilty])).toMatchObject({ type: 'NotFoundError', status: 404, outcome: 'failed', id: ids[guilty], item: guilty });
		expect(ids.filter((id) => severityOf(id) === 4)).toHaveLength(999);
	});

	it('is found by halving where the message does not name it', async () => {
		const ids = await fixture.newAlerts(64);
		const [caseId = ''] = await fixture.newCases(1);
		const guilty = 41;
		await fixture.analyst.post(`/alert/${ids[guilty]}/merge/${caseId}`, undefined);
		fixture.mark();
		const { items } = await run({ operation: 'updateMany', alertUpdateFields: { status: 'FalsePositive' } }, { input: itemsOf(ids), onError: 'continueErrorOutput' });
		expect(fixture.wire().length).toBeLessThanOrEqual(1 + 2 * 6);
		expect(items).toHaveLength(63);
	});

	it('ends the node with what became of all, where it is not set to go on', async () => {
		const ids = await fixture.newAlerts(5);
		await fixture.analyst.send('DELETE', `/alert/${ids[3]}`);
		const { error } = await run(update, { input: itemsOf(ids) });
		expect(error?.message).toBe(`NotFoundError: Alert ${ids[3]} not found [item 3]`);
		expect(error?.description).toContain('Done: 4. Refused: 1 (items 3).');
		expect(ids.filter((id) => severityOf(id) === 4)).toHaveLength(4);
	});

	it('with the whole body, because TheHive cannot read it, costs one request', async () => {
		const ids = await fixture.newAlerts(30);
		fixture.mark();
		fixture.sandbox.faults.failNext({ status: 400, body: { type: 'AttributeCheckingError', message: '[Invalid format for severity]' } });
		const { items } = await run(update, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(items.map((item) => detailsOf(item).type)).toEqual(ids.map(() => 'AttributeCheckingError'));
		expect(fixture.wire()).toEqual(['PATCH /alert/_bulk']);
	});
});

describe('Bad input', () => {
	it('without an ID sends nothing, and names field and item', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		const { error } = await run(update, { input: [{ _id: ids[0] }, {}, { _id: ids[1] }] });
		expect(error?.message).toBe("'Record ID' is empty [item 1]");
		expect(fixture.wire()).toEqual([]);
	});

	it('of one item keeps only that item back where the node goes on', async () => {
		const ids = await fixture.newAlerts(2);
		const { items } = await run(update, { input: [{ _id: ids[0] }, {}, { _id: ids[1] }], onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.error ?? json._id)).toEqual([ids[0], "'Record ID' is empty [item 1]", ids[1]]);
		expect(ids.map(severityOf)).toEqual([4, 4]);
	});

	it('without a change is refused', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		const { error } = await run({ operation: 'updateMany', alertUpdateFields: {} }, { input: itemsOf(ids) });
		expect(error?.message).toBe("'Update Fields' is empty: nothing would be changed [item 0]");
		expect(fixture.wire()).toEqual([]);
	});
});

describe('A list', () => {
	it('gives one item for each record, linked to the item that names it', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		const { items } = await run({ ...update, applyTo: 'list', recordIds: '={{ $json.ids }}' }, { input: [{ ids: `${ids[0]}, ${ids[1]}` }, { ids: [ids[1], ids[2]] }] });
		expect(fixture.wire()).toEqual(['PATCH /alert/_bulk']);
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, [{ item: 0 }, { item: 1 }], { item: 1 }]);
	});

	it('that is empty is refused', async () => {
		fixture.mark();
		const { error } = await run({ ...update, applyTo: 'list', recordIds: '={{ $json.none }}' });
		expect(error?.message).toBe("'Record IDs' is empty [item 0]");
		expect(fixture.wire()).toEqual([]);
	});
});

describe('A filter', () => {
	const bySource = (source: string) => ({ applyTo: 'filter', filters: { rules: [{ field: 'source', operator: 'equals', value: source }] } });
	const sourceOf = (id = '') => fixture.sandbox.store.table('alert').get(id)?.source ?? '';

	it('is counted, looked up and sent in chunks', async () => {
		const ids = await fixture.newAlerts(12);
		fixture.mark();
		const { items } = await run({ ...update, ...bySource(sourceOf(ids[0])), bulkOptions: { chunkSize: 10 } });
		expect(fixture.wire()).toEqual(['POST /query?name=count-alerts', 'POST /query?name=find-alerts', 'PATCH /alert/_bulk', 'PATCH /alert/_bulk']);
		expect(jsonOf(items).map(({ _id }) => _id).sort()).toEqual([...ids].sort());
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	});

	it('of many items is asked once', async () => {
		const ids = await fixture.newAlerts(2);
		fixture.mark();
		const { items } = await run({ ...update, ...bySource(sourceOf(ids[0])) }, { input: [{}, {}, {}] });
		expect(fixture.wire()).toEqual(['POST /query?name=count-alerts', 'POST /query?name=find-alerts', 'PATCH /alert/_bulk']);
		expect(items).toHaveLength(2);
		expect(items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('that hits more than Max Affected changes nothing', async () => {
		const ids = await fixture.newAlerts(6);
		fixture.mark();
		const { error } = await run({ ...update, ...bySource(sourceOf(ids[0])), maxAffected: 5 });
		expect(error?.message).toBe("'Filters' match 6 alerts, more than Max Affected (5) allows [item 0]");
		expect(fixture.wire()).toEqual(['POST /query?name=count-alerts']);
	});

	it('that hits nothing gives no items', async () => {
		fixture.mark();
		const { items, error } = await run({ ...update, ...bySource('nowhere') });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(fixture.wire()).toEqual(['POST /query?name=count-alerts']);
	});

	it.each([{}, { filters: {} }, { filterJson: '{"_any": null}' }, { filterJson: '{}' }, { filters: { rules: [{ field: 'source', operator: 'equals', value: '={{ $json.none }}' }] } }])(
		'that would be everything is refused: %j',
		async (form) => {
			fixture.mark();
			const { error } = await run({ ...update, applyTo: 'filter', ...form });
			expect(error?.message).toMatch(form.filterJson === '{}' ? /^'Filter \(JSON\)' needs .* \[item 0\]$/ : /^'Filters' .* \[item 0\]$/);
			expect(fixture.wire()).toEqual([]);
		},
	);

	it('in a dry run lists what would change', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		const { items } = await run({ ...update, ...bySource(sourceOf(ids[0])), dryRun: true });
		expect(fixture.wire().every((line) => line.startsWith('POST /query'))).toBe(true);
		expect(items).toHaveLength(3);
		expect(items.find(({ json }) => json._id === ids[1])?.json).toMatchObject({ dryRun: true, found: true, _id: ids[1], title: 'Alert 1', severityLabel: 'MEDIUM', changes: { severity: 4 } });
		expect(ids.map(severityOf)).toEqual([2, 2, 2]);
	});
});

describe('Update of single records', () => {
	it('meets in one request, and each item looks as if it had been sent alone', async () => {
		const ids = await fixture.newAlerts(30);
		fixture.mark();
		const { items } = await run({ operation: 'update', alertId: '={{ $json._id }}', alertUpdateFields: { status: 'Ignored', addTags: 'swept' } }, { input: itemsOf(ids) });
		expect(fixture.wire()).toEqual(['PATCH /alert/_bulk', 'POST /query?name=read-alerts']);
		const alone = await run({ operation: 'get', alertId: ids[7] ?? '', simple: false });
		expect(items[7]?.json).toEqual(alone.items[0]?.json);
		expect(items.map(({ json, pairedItem }) => [json._id, json.status, json.tags, pairedItem])).toEqual(ids.map((id, item) => [id, 'Ignored', ['swept'], { item }]));
	});

	it('does not read back where that is turned off', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		const { items } = await run({ operation: 'update', alertId: '={{ $json._id }}', alertUpdateFields: { severity: 1 }, returnRecord: false }, { input: itemsOf(ids) });
		expect(fixture.wire()).toEqual(['PATCH /alert/_bulk']);
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
	});

	it('of one item is one PATCH by its own path', async () => {
		const [id = ''] = await fixture.newAlerts(1);
		fixture.mark();
		const { items } = await run({ operation: 'update', alertId: id, alertUpdateFields: { severity: 1 } });
		expect(fixture.wire()).toEqual(['PATCH /alert/{id}', 'POST /query?name=read-alerts']);
		expect(items[0]?.json).toMatchObject({ _id: id, severity: 1 });
	});

	it('shows the new values though queries lag behind', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.sandbox.faults.indexDelayMs = 60_000;
		const { items } = await run({ operation: 'update', alertId: '={{ $json._id }}', alertUpdateFields: { severity: 1 } }, { input: itemsOf(ids) });
		expect(items.map(({ json }) => json.severity)).toEqual([1, 1, 1]);
	});
});

describe('Delete Many', () => {
	it('needs the toggle for more than one', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		const { error } = await run({ operation: 'deleteMany' }, { input: itemsOf(ids) });
		expect(error?.message).toBe("'Confirm Several' is off, but 3 alerts would be deleted [item 0]");
		expect(fixture.wire()).toEqual([]);
		const { items } = await run({ operation: 'deleteMany', confirmSeveral: true }, { input: itemsOf(ids) });
		expect(fixture.wire()).toEqual(['POST /alert/delete/_bulk']);
		expect(jsonOf(items)).toEqual(ids.map((id) => ({ deleted: true, id })));
		expect(ids.map(severityOf)).toEqual([undefined, undefined, undefined]);
	});

	it('names the one that does not exist', async () => {
		const ids = await fixture.newAlerts(3);
		const { items } = await run({ operation: 'deleteMany', confirmSeveral: true }, { input: itemsOf([...ids, '~999999999']), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.deleted ?? json.error)).toEqual([true, true, true, 'NotFoundError: Alert ~999999999 not found [item 3]']);
	});
});

describe('Close, Reopen, Mark as Read and Unread', () => {
	const statusesOf = (ids: string[]) => ids.map((id) => fixture.sandbox.store.table('alert').get(id)?.status);

	it('close with a verdict and put back to work', async () => {
		const ids = await fixture.newAlerts(3);
		fixture.mark();
		await run({ operation: 'close', closedStatus: 'FalsePositive', alertCloseFields: { summary: 'Scanner' } }, { input: itemsOf(ids) });
		expect(fixture.since().map(({ requestBody }) => requestBody)).toEqual([{ ids, status: 'FalsePositive', summary: 'Scanner' }]);
		await run({ operation: 'reopen', reopenedStatus: 'InProgress' }, { input: itemsOf(ids) });
		expect(statusesOf(ids)).toEqual(['InProgress', 'InProgress', 'InProgress']);
	});

	it('refuse to close without a verdict', async () => {
		fixture.mark();
		const { error } = await run({ operation: 'close', closedStatus: '={{ $json.none }}' }, { input: [{ _id: '~1' }] });
		expect(error?.message).toBe("'Closed As Name or ID' is empty [item 0]");
		expect(fixture.wire()).toEqual([]);
	});

	it('mark new alerts as read and leave verdicts alone', async () => {
		const [fresh = '', closed = '', imported = ''] = await fixture.newAlerts(3);
		const [caseId = ''] = await fixture.newCases(1);
		await fixture.analyst.send('PATCH', `/alert/${closed}`, { status: 'FalsePositive' });
		await fixture.analyst.post(`/alert/${imported}/merge/${caseId}`, undefined);
		fixture.mark();
		const { items, error } = await run({ operation: 'markAsRead' }, { input: itemsOf([fresh, closed, imported]) });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(fixture.since().filter(({ method }) => method === 'PATCH').map(({ requestBody }) => requestBody)).toEqual([{ status: 'Ignored' }]);
		expect(statusesOf([fresh, closed, imported])).toEqual(['Ignored', 'FalsePositive', 'Imported']);
		const unread = await run({ operation: 'markAsUnread' }, { input: itemsOf([fresh, closed, imported]), onError: 'continueRegularOutput' });
		expect(statusesOf([fresh, closed, imported])).toEqual(['New', 'New', 'Imported']);
		expect(unread.items[2]?.json.error).toBe(`The alert belongs to case ${caseId}: unlink it there, and it is new again [item 2]`);
	});
});

describe('Merge Many Into Case', () => {
	it('sends fifty at a time, one request after the other, by the case number too', async () => {
		const ids = await fixture.newAlerts(120);
		const [caseId = ''] = await fixture.newCases(1);
		const number = fixture.sandbox.store.table('case').get(caseId)?.number ?? 0;
		fixture.mark();
		const { items, error } = await run({ operation: 'mergeManyIntoCase', caseId: String(number) }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(fixture.wire()).toEqual(['GET /case/' + number, ...Array.from({ length: 3 }, () => 'POST /alert/merge/_bulk')]);
		expect(items).toHaveLength(120);
		expect(ids.every((id) => fixture.sandbox.store.table('alert').get(id)?.caseId === caseId)).toBe(true);
	});

	it('run again counts what is merged already as done, and refuses what is in another case', async () => {
		const ids = await fixture.newAlerts(4);
		const [first = '', second = ''] = await fixture.newCases(2);
		await fixture.analyst.post(`/alert/${ids[1]}/merge/${first}`, undefined);
		await fixture.analyst.post(`/alert/${ids[2]}/merge/${second}`, undefined);
		const { items } = await run({ operation: 'mergeManyIntoCase', caseId: first }, { input: itemsOf(ids), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.success ?? json.error)).toEqual([true, true, 'BadRequest: Alert is already imported [item 2]', true]);
	});
});
