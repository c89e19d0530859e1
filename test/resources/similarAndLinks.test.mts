import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NodeRunOptions } from '../harness/runNode.mts';
import { runNode } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let caseId: string;
let otherId: string;
let alertId: string;
let count = 0;

beforeAll(async () => {
	fixture = await startSoc('case');
	({ sandbox, analyst } = fixture);
});

afterAll(async () => await fixture.close());

const newAlert = async (observables: Array<{ dataType: string; data: string; ioc?: boolean }> = []) => {
	count += 1;
	return (await analyst.post('/alert', { type: 'siem', source: 'test', sourceRef: `r${count}`, title: `Alert ${count}`, description: '', observables })).id;
};
const newCase = async (title: string) => (await analyst.post('/case', { title, description: '' })).id;

beforeEach(async () => {
	caseId = await newCase('First');
	otherId = await newCase('Second');
	alertId = await newAlert();
});

const run = async (resource: 'alert' | 'case', parameters: IDataObject, options: Partial<NodeRunOptions> = {}) =>
	await runNode({ credential: fixture.credential, parameters: { resource, ...JSON.parse(JSON.stringify(parameters)) }, ...options });

describe('Alert: follow, import, unlink', () => {
	it('unfollows and follows again, answering the alert', async () => {
		const unfollowed = await run('alert', { operation: 'unfollow', alertId });
		expect(unfollowed.items).toMatchObject([{ json: { _id: alertId, follow: false }, pairedItem: { item: 0 } }]);
		const followed = await run('alert', { operation: 'follow', alertId });
		expect(followed.items).toMatchObject([{ json: { _id: alertId, follow: true } }]);
	});

	it('imports into a case without merging, and unlinks', async () => {
		const withObservable = await newAlert([{ dataType: 'ip', data: '192.0.2.1' }]);
		const imported = await run('alert', { operation: 'importIntoCase', alertId: withObservable, caseId });
		expect(imported.error).toBeUndefined();
		expect(imported.items).toMatchObject([{ json: { _id: caseId, description: '' } }]);
		const unlinked = await run('alert', { operation: 'unlinkFromCase', alertId: withObservable, caseId });
		expect(unlinked.items).toMatchObject([{ json: { _id: withObservable, stage: 'New' } }]);
		expect(unlinked.items[0]?.json).not.toHaveProperty('caseId');
	});

	it.each(['follow', 'unfollow', 'importIntoCase', 'unlinkFromCase', 'getSimilar'])('%s without an ID sends nothing', async (operation) => {
		const start = sandbox.requests.length;
		const { error } = await run('alert', { operation, alertId: '={{ $json.nothing }}', caseId: '~1' });
		expect(error?.message).toContain("'Alert' is");
		expect(sandbox.requests).toHaveLength(start);
	});
});

describe('Get Similar', () => {
	const shared = (subnet: number) => [
		{ dataType: 'ip', data: `198.51.${subnet}.1`, ioc: true },
		{ dataType: 'ip', data: `198.51.${subnet}.2` },
	];

	it('finds alerts and cases that share observables, most first', async () => {
		const observables = shared(1);
		const one = await newAlert(observables);
		const two = await newAlert(observables.slice(0, 1));
		for (const { dataType, data } of observables) await analyst.post(`/case/${caseId}/observable`, { dataType, data });
		const { items, error } = await run('alert', { operation: 'getSimilar', alertId: one });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => [json.kind, json._id, json.similarObservableCount])).toEqual([
			['case', caseId, 2],
			['alert', two, 1],
		]);
		expect(items[0]?.json.linkedWith).toEqual({ ip: expect.arrayContaining(['198.51.1.1', '198.51.1.2']) });
		const cases = await run('alert', { operation: 'getSimilar', alertId: one, similarKinds: 'case', simple: false });
		expect(cases.items).toMatchObject([{ json: { _id: caseId, _type: 'Case' }, pairedItem: { item: 0 } }]);
	});

	it('keeps to the minimum, to open ones and to indicators of compromise', async () => {
		const observables = shared(2);
		const one = await newAlert(observables);
		const two = await newAlert(observables.slice(1));
		for (const { dataType, data } of observables) await analyst.post(`/case/${caseId}/observable`, { dataType, data });
		const ids = async (similarOptions: IDataObject) => (await run('alert', { operation: 'getSimilar', alertId: one, similarOptions })).items.map(({ json }) => json._id);
		expect(await ids({ minShared: 2 })).toEqual([caseId]);
		expect(await ids({ onlyIoc: true })).toEqual([caseId]);
		await analyst.patch(`/case/${caseId}`, { status: 'TruePositive' });
		expect(await ids({ onlyOpen: true })).toEqual([two]);
	});

	it('reads the shared observables of a case, and manages on a server with the former operations only', async () => {
		const observables = shared(3);
		await newAlert(observables);
		for (const { dataType, data } of observables) await analyst.post(`/case/${caseId}/observable`, { dataType, data });
		await analyst.post(`/case/${otherId}/observable`, { dataType: 'ip', data: '198.51.3.2' });
		sandbox.faults.failNext({
			match: (_method, path) => path.includes('name=similar-cases'),
			status: 400,
			body: { type: 'AttributeCheckingError', message: '[Invalid format for _name]', errors: [] },
		});
		const { items } = await run('case', { operation: 'getSimilar', caseId, similarOptions: { includeShared: true } });
		const found = items.find(({ json }) => json.kind === 'case')?.json;
		expect(found).toMatchObject({ _id: otherId, title: 'Second', similarObservableCount: 1, linkedWith: { ip: ['198.51.3.2'] } });
		expect(found?.sharedObservables).toMatchObject([{ data: '198.51.3.2' }]);
	});

	it('refuses what is no choice', async () => {
		const { error } = await run('case', { operation: 'getSimilar', caseId, similarKinds: '={{ "planets" }}' });
		expect(error?.message).toContain("'Find' cannot be 'planets'");
	});
});

describe('Case: links', () => {
	it('links two cases by number, lists the link, and unlinks', async () => {
		const number = (await analyst.get(`/case/${otherId}`)).object.number;
		const start = sandbox.requests.length;
		const linked = await run('case', { operation: 'linkToCase', caseId, linkType: 'parent', linkedCaseId: String(number) });
		expect(linked.error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/link\/case\/add$/)).toEqual([{ type: 'parent', caseId: otherId }]);
		expect(linked.items).toMatchObject([{ json: { _id: caseId }, pairedItem: { item: 0 } }]);
		const links = await run('case', { operation: 'getLinks', caseId });
		expect(links.items).toMatchObject([{ json: { linkType: 'parent', _id: otherId, title: 'Second' } }]);
		const types = await run('case', { operation: 'getLinkTypes' });
		expect(types.items.map(({ json }) => json)).toContainEqual({ type: 'parent' });
		await run('case', { operation: 'unlinkCase', caseId, linkType: 'parent', linkedCaseId: otherId });
		expect((await run('case', { operation: 'getLinks', caseId })).items).toEqual([]);
	});

	it('links with an address and unlinks', async () => {
		const linkUrl = 'https://tickets.example.org/INC-1';
		await run('case', { operation: 'linkExternal', caseId, linkType: 'ticket', linkUrl });
		expect((await run('case', { operation: 'getLinks', caseId })).items.map(({ json }) => json)).toEqual([{ linkType: 'ticket', url: linkUrl }]);
		const unlinked = await run('case', { operation: 'unlinkExternal', caseId, linkType: 'ticket', linkUrl });
		expect(unlinked.error).toBeUndefined();
		expect((await run('case', { operation: 'getLinks', caseId })).items).toEqual([]);
	});

	it.each([
		['linkToCase', { linkType: 'x', linkedCaseId: '={{ $json.nothing }}' }, "'Linked Case' is"],
		['unlinkCase', { linkType: '={{ $json.nothing }}', linkedCaseId: '~1' }, "'Link Type' is empty"],
		['linkExternal', { linkType: 'x', linkUrl: 'no address' }, "'URL' is no URL"],
		['unlinkExternal', { linkType: 'x'.repeat(65), linkUrl: 'https://a.example' }, "'Link Type' is 65 characters long"],
		['changeOwner', { newOwner: '={{ $json.nothing }}' }, "'New Owner' is empty"],
	])('%s refuses bad input', async (operation, parameters, message) => {
		const start = sandbox.requests.length;
		const { error } = await run('case', { operation, caseId, ...parameters });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(start);
	});
});

describe('Case: the rest', () => {
	it('merges duplicate observables', async () => {
		await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: '192.0.2.9' });
		const { items } = await run('case', { operation: 'mergeObservables', caseId });
		expect(items).toMatchObject([{ json: { untouched: expect.any(Number), updated: expect.any(Number), deleted: expect.any(Number) }, pairedItem: { item: 0 } }]);
	});

	it('hands a case over', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run('case', { operation: 'changeOwner', caseId, newOwner: 'other', changeOwnerFields: { keepProfile: 'read-only', taskRule: 'manual' } });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { success: true } }]);
		expect(fixture.sentSince(start, 'POST', /\/owner$/)).toEqual([{ organisation: 'other', keepProfile: 'read-only', taskRule: 'manual' }]);
		expect((await fixture.soc.other.get(`/case/${caseId}`)).status).toBe(200);
	});
});

describe('Get with what belongs to it', () => {
	it('gets a case alone with one request, simplified', async () => {
		const start = sandbox.requests.length;
		const { items } = await run('case', { operation: 'get', caseId });
		expect(sandbox.requests.length).toBe(start + 1);
		expect(items).toMatchObject([{ json: { _id: caseId, title: 'First' }, pairedItem: { item: 0 } }]);
		expect(Object.keys(items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
	});

	it('gets a case with all its parts', async () => {
		await analyst.post(`/case/${caseId}/task`, { title: 'Isolate' });
		await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: '192.0.2.8' });
		await analyst.post(`/case/${caseId}/comment`, { message: 'hi' });
		await analyst.post(`/case/${caseId}/page`, { title: 'Notes', category: 'x', content: 'y' });
		await analyst.post(`/case/${caseId}/procedure`, { patternId: 'T1566.001', occurDate: 1 });
		await analyst.post(`/case/${caseId}/shares`, { shares: [{ organisation: 'other' }] });
		await analyst.post(`/alert/${alertId}/merge/${caseId}`);
		const caseInclude = ['alerts', 'attachments', 'comments', 'observables', 'pages', 'procedures', 'shares', 'similarAlerts', 'similarCases', 'tasks', 'timeline'];
		const { items, error } = await run('case', { operation: 'get', caseId, caseInclude, getOptions: { extraData: 'taskStats' } });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			_id: caseId,
			extraData: { taskStats: { total: 1 } },
			alerts: [{ _id: alertId }],
			attachments: [],
			comments: [{ message: 'hi' }],
			observables: [{ data: '192.0.2.8' }],
			pages: [{ title: 'Notes' }],
			procedures: [{ patternId: 'T1566.001' }],
			shares: [{ organisationName: 'other' }],
			similarAlerts: [],
			similarCases: [],
			tasks: [{ title: 'Isolate' }],
		});
		expect(items[0]?.json.timeline).toEqual(expect.arrayContaining([expect.objectContaining({ kind: expect.any(String) })]));
	});

	it('gets an alert with its case and observables', async () => {
		const withObservable = await newAlert([{ dataType: 'ip', data: '192.0.2.7' }]);
		await analyst.post(`/alert/${withObservable}/merge/${caseId}`);
		const { items } = await run('alert', { operation: 'get', alertId: withObservable, alertInclude: ['case', 'observables', 'similarCases'], simple: false });
		expect(items[0]?.json).toMatchObject({ _id: withObservable, _type: 'Alert', case: { _id: caseId }, observables: [{ data: '192.0.2.7' }] });
		const alone = await run('alert', { operation: 'get', alertId, alertInclude: '={{ ["case"] }}' });
		expect(alone.items[0]?.json).toMatchObject({ case: null });
	});

	it('gets an alert by its reference', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run('alert', { operation: 'get', findAlertBy: 'reference', type: 'siem', source: 'test', sourceRef: `r${count}` });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ _id: alertId });
		expect(fixture.sentSince(start, 'POST', /\/query/)).toEqual([{ query: [{ _name: 'getAlert', idOrName: `siem;test;r${count}` }] }]);
	});

	it('has routes for the record and what is read along with it, as older AI agents run it', async () => {
		const routedOnly = { routedOnly: true };
		expect((await run('case', { operation: 'get', caseId }, routedOnly)).items).toMatchObject([{ json: { _id: caseId }, pairedItem: { item: 0 } }]);
		expect((await run('alert', { operation: 'get', alertId }, routedOnly)).items).toMatchObject([{ json: { _id: alertId } }]);
		const reference = { operation: 'get', findAlertBy: 'reference', type: 'siem', source: 'test' };
		expect((await run('alert', { ...reference, sourceRef: `r${count}` }, routedOnly)).items).toMatchObject([{ json: { _id: alertId } }]);
		expect((await run('alert', { ...reference, sourceRef: 'nope' }, routedOnly)).error?.message).toContain("'Source Reference' is unknown");

		await analyst.post(`/alert/${alertId}/observable`, { dataType: 'ip', data: ['192.0.2.77'] });
		const { items: [alert] } = await run('alert', { operation: 'get', alertId, alertInclude: ['observables', 'case'] }, routedOnly);
		expect(alert?.json).toMatchObject({ _id: alertId, observables: expect.arrayContaining([expect.objectContaining({ data: '192.0.2.77' })]), case: null });
		const { items: [record] } = await run('case', { operation: 'get', caseId, caseInclude: 'tasks,shares', simple: false }, routedOnly);
		expect(record?.json).toMatchObject({ _id: caseId, tasks: [], shares: [] });
		expect((await run('case', { operation: 'get', caseId, caseInclude: ['nothing'] }, routedOnly)).error?.message).toContain("'Include' has no 'nothing'");
	});

	it('tells the parts of a reference apart when it has a semicolon', async () => {
		const odd = (await analyst.post('/alert', { type: 'siem', source: 'test', sourceRef: `a;${count}`, title: 'x', description: '' })).id;
		const { items } = await run('alert', { operation: 'get', findAlertBy: 'reference', type: 'siem', source: 'test', sourceRef: `a;${count}` });
		expect(items[0]?.json).toMatchObject({ _id: odd });
	});

	it.each([
		['an unknown part', 'case', { caseInclude: '={{ ["planets"] }}' }, "'Include' has no 'planets'"],
		['a missing reference', 'alert', { findAlertBy: 'reference', type: 'siem', source: 'test', sourceRef: '={{ $json.nothing }}' }, "'Source Reference' is empty"],
		['an unknown reference', 'alert', { findAlertBy: 'reference', type: 'siem', source: 'test', sourceRef: 'nope' }, "'siem;test;nope' is unknown to TheHive"],
		['an unknown case', 'case', { caseId: '~1', getOptions: { extraData: 'taskStats' } }, "'~1' is unknown to TheHive"],
	] as const)('refuses %s', async (_what, resource, parameters, message) => {
		const { error } = await run(resource, { operation: 'get', caseId, ...parameters });
		expect(error?.message).toContain(message);
	});
});
