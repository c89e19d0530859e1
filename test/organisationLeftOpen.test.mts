import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulk/bulkFixture.mts';
import { detailsOf, startBulk } from './bulk/bulkFixture.mts';

/** An expression that gives no organisation must not act in the one of the credential, which can be another client's. */

let fixture: BulkFixture;

beforeAll(async () => {
	fixture = await startBulk('alert');
	const organisations = ['main', 'other'].map((organisation) => ({ organisation, profile: 'org-admin', default: organisation === 'main' }));
	await fixture.soc.admin.put('/user/analyst@main.test/organisations', { organisations });
});
afterAll(async () => await fixture.close());

const operations: Array<[string, INodeParameters]> = [
	['programmatic', { resource: 'alert', operation: 'create', type: 't', source: 's', sourceRef: '={{ $json.ref }}', title: 'T', description: 'd' }],
	['routed', { resource: 'comment', operation: 'create', parent: 'case', caseId: '~1', message: 'm' }],
	['routed and read back', { resource: 'user', operation: 'getApiKey', userId: 'analyst@main.test' }],
	['list', { resource: 'alert', operation: 'getAll' }],
	['bulk', { resource: 'alert', operation: 'updateMany', applyTo: 'items', recordId: '~4104', alertUpdateFields: { severity: 4 } }],
	['bulk by filter', { resource: 'alert', operation: 'deleteMany', applyTo: 'filter', filterJson: '{"_gte":{"_field":"severity","_value":1}}', confirmSeveral: true }],
	['upsert', { resource: 'alert', operation: 'createOrUpdate', type: 't', source: 's', sourceRef: '={{ $json.ref }}', title: 'T', description: 'd' }],
	['find or create', { resource: 'case', operation: 'findOrCreate', findBy: 'title', title: 'Nobody has it', description: 'd' }],
	['API Request', { resource: 'apiRequest', operation: 'send', requestPath: '/user/current' }],
];

describe.each(operations)('Organisation of a %s operation', (_kind, parameters) => {
	it.each<[string, IDataObject]>([
		['undefined', {}],
		['null', { client: null }],
		['an empty list', { client: [] }],
		['blanks', { client: '  ' }],
	])('is refused where its expression gives %s', async (_name, client) => {
		fixture.mark();
		const { error, items } = await fixture.run({ ...parameters, requestSettings: { organisation: '={{ $json.client }}' } }, { input: [{ ref: 'a', ...client }] });
		expect(error?.message).toBe("'Organisation' is empty [item 0]");
		expect(error?.description).toContain('Nothing was sent to TheHive.');
		expect(items).toEqual([]);
		expect(fixture.wire()).toEqual([]);
	});
});

describe('Organisation', () => {
	it.each([['={{ ({}) }}'], ['={{ ["main"] }}'], ['={{ String($json.client) }}']])('is refused where %s gives no name', async (organisation) => {
		fixture.mark();
		const { error } = await fixture.run({ operation: 'getAll', requestSettings: { organisation } });
		expect(error?.message).toBe("'Organisation' needs the name or ID of one organisation [item 0]");
		expect(fixture.wire()).toEqual([]);
	});

	it('that the user has left empty stays that of the credential', async () => {
		for (const requestSettings of [{}, { organisation: '' }, { organisation: ' ' }]) {
			const { error, items } = await fixture.run({ operation: 'create', type: 't', source: 'plain', sourceRef: JSON.stringify(requestSettings), title: 'T', description: 'd', requestSettings });
			expect(error).toBeUndefined();
			expect(fixture.sandbox.store.table('alert').get(String(items[0]?.json._id))).toBeDefined();
		}
	});

	it('fails the items that have none, and the others act in theirs', async () => {
		const [mine = ''] = await fixture.newAlerts(1);
		const { id: theirs } = await fixture.soc.other.post('/alert', { type: 'test', source: 'theirs', sourceRef: '1', title: 'Alert', description: 'd' });
		const [third = ''] = await fixture.newAlerts(1);
		for (const parameters of [
			{ operation: 'updateMany', applyTo: 'items', recordId: '={{ $json._id }}', alertUpdateFields: { severity: 4 } },
			{ operation: 'deleteMany', applyTo: 'items', recordId: '={{ $json._id }}', confirmSeveral: true },
		]) {
			fixture.mark();
			const { items } = await fixture.run({ ...parameters, requestSettings: { organisation: '={{ $json.client }}' } }, {
				input: [{ _id: mine, client: 'main' }, { _id: third }, { _id: theirs, client: 'other' }],
				onError: 'continueRegularOutput',
			});
			expect(items.map(({ json }) => json.error)).toEqual([undefined, "'Organisation' is empty [item 1]", undefined]);
			expect(detailsOf(items[1]).outcome).not.toBe('unknown');
			expect(JSON.stringify(fixture.since().map(({ requestBody }) => requestBody))).not.toContain(third);
		}
		expect(fixture.sandbox.store.table('alert').get(third)).toMatchObject({ severity: 2 });
	});
});
