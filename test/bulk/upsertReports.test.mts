import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { jsonOf, startBulk } from './bulkFixture.mts';

/** Create or Update where the input items differ in more than their values: in organisation, or in what they want done. */

let fixture: BulkFixture;
let sources = 0;
let source = '';

beforeAll(async () => {
	fixture = await startBulk('alert');
	const organisations = ['main', 'other'].map((organisation) => ({ organisation, profile: 'org-admin', default: organisation === 'main' }));
	await fixture.soc.admin.put('/user/analyst@main.test/organisations', { organisations });
});

afterAll(async () => await fixture.close());

beforeEach(() => {
	source = `reports ${++sources}`;
});

const upsert = async (input: IDataObject[], more: IDataObject = {}) =>
	await fixture.run(
		{
			operation: 'createOrUpdate',
			title: 'Alert',
			description: 'd',
			type: 'test',
			source,
			sourceRef: '={{ $json.ref ?? "r" }}',
			alertUpsertFields: { observablesJson: '={{ $json.observables }}' },
			...more as Record<string, string>,
		},
		{ input },
	);

const ip = { dataType: 'ip', data: '203.0.113.1' };

describe.each([['main', 'other'], ['other', 'main']])('items of two organisations, %s first', (...organisations) => {
	const everywhere = { requestSettings: { organisation: '={{ $json.organisation }}' } };
	const input = organisations.map((organisation) => ({ organisation, observables: [ip] }));

	it('send no observable that their alerts have', async () => {
		expect(jsonOf((await upsert(input, everywhere)).items)).toMatchObject([{ action: 'created' }, { action: 'created' }]);
		fixture.mark();
		const { items, error } = await upsert(input, everywhere);
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ action: 'unchanged', observablesAdded: 0 }, { action: 'unchanged', observablesAdded: 0 }]);
		expect(fixture.wire().filter((request) => !request.includes('/query'))).toEqual([]);
	});

	it('get their alerts with the number of observables that they have now', async () => {
		await upsert(input, everywhere);
		const more = input.map((item) => ({ ...item, observables: [ip, { dataType: 'domain', data: 'evil.example' }] }));
		const { items } = await upsert(more, everywhere);
		expect(jsonOf(items)).toMatchObject([{ action: 'updated', observablesAdded: 1, observableCount: 2 }, { action: 'updated', observablesAdded: 1, observableCount: 2 }]);
	});
});
