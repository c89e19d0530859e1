import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocFixture } from './harness/socFixture.mts';
import { startSoc } from './harness/socFixture.mts';

/** Get of a record, as a route (which older AI agents call) and for all items at once. */

let soc: SocFixture;
const ids: Record<string, string> = {};

beforeAll(async () => {
	soc = await startSoc('task');
	const { analyst, soc: { admin } } = soc;
	const theCase = (await analyst.post('/case', { title: 'Get', description: 'd' })).id;
	ids.task = (await analyst.post(`/case/${theCase}/task`, { title: 'Look' })).id;
	ids.taskLog = (await analyst.post(`/task/${ids.task}/log`, { message: 'seen' })).id;
	ids.comment = (await analyst.post(`/case/${theCase}/comment`, { message: 'said' })).id;
	ids.page = (await analyst.post(`/case/${theCase}/page`, { title: 'Notes', content: 'c', category: 'main' })).id;
	ids.observable = (await analyst.post(`/case/${theCase}/observable`, { dataType: 'domain', data: 'evil.test' })).rows[0]?._id as string;
	ids.procedure = (await analyst.post(`/case/${theCase}/procedure`, { patternId: 'T1566', occurDate: 1_700_000_000_000 })).id;
	ids.customField = (await admin.post('/customField', { name: 'getField', displayName: 'Get Field', group: 'default', description: 'd', type: 'string' })).id;
	ids.pageTemplate = (await analyst.post('/pageTemplate', { title: 'Template', content: 'c', category: 'main' })).id;
	ids.user = 'analyst@main.test';
	ids.pattern = 'T1566';
});
afterAll(async () => await soc.close());

describe.each(['comment', 'customField', 'observable', 'page', 'pageTemplate', 'pattern', 'procedure', 'task', 'taskLog', 'user'])('%s', (resource) => {
	const parameter = resource === 'taskLog' ? 'logId' : `${resource}Id`;
	const get = async (id: string, options = {}) => await soc.run({ resource, operation: 'get', [parameter]: { __rl: true, mode: 'id', value: id } }, options);

	it('is the same both ways', async () => {
		const { items, error } = await get(ids[resource] ?? '');
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(Object.keys(items[0]?.json ?? {}).length).toBeGreaterThan(1);
		const routed = await get(ids[resource] ?? '', { routedOnly: true });
		expect(routed.items.map(({ json }) => json)).toEqual(items.map(({ json }) => json));
	});

	it('that TheHive does not know is an error both ways, of its item alone where the node goes on', async () => {
		const [routed, programmatic] = [await get('~404404', { routedOnly: true }), await get('~404404')];
		expect(programmatic.error?.message).toBeTruthy();
		expect(programmatic.error?.message).toBe(routed.error?.message);
		const before = soc.sandbox.requests.length;
		const input = [{ id: ids[resource] }, {}, { id: ids[resource] }];
		const { items } = await get('={{ $json.id }}', { input, onError: 'continueRegularOutput' });
		expect(items.map(({ json, pairedItem }) => ['error' in json, pairedItem])).toEqual([[false, { item: 0 }], [true, { item: 1 }], [false, { item: 2 }]]);
		expect(soc.sandbox.requests.length - before).toBe(2);
	});
});
