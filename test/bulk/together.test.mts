import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { itemsOf, startBulk } from './bulkFixture.mts';

/** Update, as n8n hands it many items: those that want the same go out together, and each looks as if it had been sent alone. */

let fixture: BulkFixture;
let run: BulkFixture['run'];

beforeAll(async () => {
	fixture = await startBulk('alert');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

interface Kind {
	id: string;
	fields: string;
	change: INodeParameters;
	make: (count: number) => Promise<string[]>;
}

async function each(count: number, make: (caseId: string, index: number) => Promise<string>): Promise<string[]> {
	const [caseId = ''] = await fixture.newCases(1);
	const ids: string[] = [];
	for (let index = 0; index < count; index++) ids.push(await make(caseId, index));
	return ids;
}

const KINDS: Record<string, Kind> = {
	alert: {
		id: 'alertId',
		fields: 'alertUpdateFields',
		change: { severity: 4, addTags: 'seen', clearFields: ['summary'] },
		make: async (count) => await fixture.newAlerts(count, { title: 'A', tags: ['old'] }),
	},
	case: {
		id: 'caseId',
		fields: 'caseUpdateFields',
		change: { severity: 4, addTags: 'seen', clearFields: ['assignee'] },
		make: async (count) => await fixture.newCases(count, { title: 'C', tags: ['old'] }),
	},
	observable: {
		id: 'observableId',
		fields: 'observableUpdateFields',
		change: { ioc: true, removeTags: 'old', message: 'm' },
		make: async (count) => await each(count, async (caseId, index) => String((await fixture.analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: `203.0.113.${index}`, tags: ['old'] })).rows[0]?._id)),
	},
	task: {
		id: 'taskId',
		fields: 'taskUpdateFields',
		change: { status: 'InProgress', group: 'g', clearFields: ['dueDate'] },
		make: async (count) => await each(count, async (caseId) => (await fixture.analyst.post(`/case/${caseId}/task`, { title: 'T', dueDate: 1_800_000_000_000 })).id),
	},
};

/** What differs from record to record whatever is done to it. */
function comparable(json: IDataObject | undefined): IDataObject {
	const own = new Set(['_id', '_createdAt', '_updatedAt', 'number', 'data', 'date', 'newDate', 'startDate', 'inProgressDate', 'sourceRef', 'source', 'extraData']);
	return Object.fromEntries(Object.entries(json ?? {}).filter(([key]) => !own.has(key) && !/^timeTo|Duration$/.test(key)));
}

describe.each(Object.entries(KINDS))('Update of many items: %s', (resource, { id, fields, change, make }) => {
	const update = { resource, operation: 'update', [id]: '={{ $json._id }}', [fields]: change };

	it('is one request and one look, and gives what each gives alone', async () => {
		const [twin = '', ...ids] = await make(6);
		const alone = await run(update, { input: itemsOf([twin]) });
		fixture.mark();
		const { items, error } = await run(update, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(fixture.wire()).toEqual([`PATCH /${resource}/_bulk`, `POST /query?name=read-${resource}s`]);
		expect(items.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual(ids.map((_id, item) => [_id, { item }]));
		for (const { json } of items) expect(comparable(json)).toEqual(comparable(alone.items[0]?.json));
		expect(Object.keys(items[0]?.json ?? {}).sort()).toEqual(Object.keys(alone.items[0]?.json ?? {}).sort());
	});

	it('of different values goes out in a request for each, and one unknown record fails as it does alone', async () => {
		const ids = await make(4);
		const unknown = '~999999999';
		const alone = await run(update, { input: itemsOf([unknown]), onError: 'continueRegularOutput' });
		fixture.mark();
		const tagOf = { alert: 'title', case: 'title', observable: 'message', task: 'title' }[resource] ?? '';
		const input = [...ids.slice(0, 2), unknown, ...ids.slice(2)].map((_id, index) => ({ _id, text: index < 2 ? 'one' : 'two' }));
		const { items } = await run({ ...update, [fields]: { [tagOf]: '={{ $json.text }}' } }, { input, onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json[tagOf] ?? 'refused')).toEqual(['one', 'one', 'refused', 'two', 'two']);
		expect(items[2]?.json.error).toBe(String(alone.items[0]?.json.error).replace('[item 0]', '[item 2]'));
		expect(fixture.since().filter(({ method, path, status }) => method === 'PATCH' && path.endsWith('_bulk') && status < 300).map(({ requestBody }) => requestBody)).toEqual([
			{ ids: ids.slice(0, 2), [tagOf]: 'one' },
			{ ids: ids.slice(2), [tagOf]: 'two' },
		]);
	});
});
