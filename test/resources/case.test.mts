import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import { editorContext, runNode } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];

beforeAll(async () => {
	fixture = await startSoc('case');
	({ sandbox, analyst } = fixture);
});

afterAll(async () => await fixture.close());

const create = async (parameters: IDataObject, options: Parameters<SocFixture['run']>[1] = {}) =>
	await fixture.run({ operation: 'create', title: 'Beaconing', description: 'To a C2', ...JSON.parse(JSON.stringify(parameters)) }, options);

describe('Case: Create with everything', () => {
	it('sends what TheHive takes in the same request', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await create({
			caseCreateFields: {
				tasks: { task: [{ title: 'Isolate', group: 'containment', more: { mandatory: true, dueDate: '2026-01-31T08:00:00Z' } }, { title: 'Report', group: '' }] },
				pages: { page: [{ title: 'Notes', category: 'default', content: '# x' }] },
				sharingParameters: { share: [{ organisation: 'other', profile: 'read-only', taskRule: 'manual' }] },
				access: { access: { _kind: 'UserAccessKind', users: 'analyst@main.test' } },
				observableRule: 'manual',
				taskRule: 'autoShare',
				severity: 'High',
				tags: 'c2,beacon',
				status: 'InProgress',
			},
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/case$/)).toEqual([
			{
				title: 'Beaconing',
				description: 'To a C2',
				tasks: [{ title: 'Isolate', group: 'containment', mandatory: true, dueDate: Date.parse('2026-01-31T08:00:00Z') }, { title: 'Report' }],
				pages: [{ title: 'Notes', category: 'default', content: '# x' }],
				sharingParameters: [{ organisation: 'other', profile: 'read-only', taskRule: 'manual', share: true }],
				access: { _kind: 'UserAccessKind', users: ['analyst@main.test'] },
				observableRule: 'manual',
				taskRule: 'autoShare',
				severity: 3,
				tags: ['c2', 'beacon'],
				status: 'InProgress',
			},
		]);
		expect(items[0]).toMatchObject({ json: { title: 'Beaconing', stage: 'InProgress' }, pairedItem: { item: 0 } });
		expect(items[0]?.json).not.toHaveProperty('parts');
		expect(sandbox.requests.length).toBe(start + 1);
	});

	it('takes lists from an expression, as AI agents give them', async () => {
		const start = sandbox.requests.length;
		const { error } = await create({
			caseCreateFields: {
				tasksJson: '={{ [{ title: "Isolate", mandatory: true }] }}',
				pagesJson: '[{"title":"Notes","category":"default","content":"x"}]',
				sharingParametersJson: '[{"organisation":"other"}]',
				accessJson: '{"_kind":"OrganisationAccessKind"}',
			},
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/case$/)).toMatchObject([
			{ tasks: [{ title: 'Isolate', mandatory: true }], pages: [{ title: 'Notes' }], sharingParameters: [{ organisation: 'other' }], access: { _kind: 'OrganisationAccessKind' } },
		]);
	});

	it('adds the rest after it and reports each part', async () => {
		const { items, error } = await create(
			{
				caseParts: {
					observables: {
						observable: [
							{ data: 'evil[.]example', dataType: 'detect' },
							{ data: '203.0.113.7', dataType: 'detect', more: { ioc: true } },
							{ data: '203.0.113.8', dataType: 'ip', more: { ioc: true } },
							{ data: 'x', dataType: 'nonsense' },
						],
					},
					proceduresJson: 'Seen: T1566.001 and T9999',
					comments: { comment: [{ message: 'first' }, { message: 'second', external: true }] },
					customEvents: { event: [{ date: '2026-01-31T08:00:00Z', title: 'Mail received' }] },
				},
				inputFiles: 'all',
			},
			{ input: [{ json: {}, binary: { data: { mimeType: 'text/plain', fileName: 'note.txt', data: Buffer.from('hello').toString('base64') } } }] },
		);
		expect(error).toBeUndefined();
		const { _id: caseId, parts } = items[0]?.json ?? {};
		expect(parts).toMatchObject({
			observables: { added: 3, failed: [{ data: 'x', dataType: 'nonsense', error: expect.stringContaining('nonsense not found') }] },
			procedures: { added: 1, failed: [{ patternId: 'T9999', error: expect.any(String) }] },
			comments: { added: 2, failed: [] },
			customEvents: { added: 1, failed: [] },
			attachments: { added: 1, failed: [] },
		});
		const rows = async (chained: string) => (await analyst.query({ _name: 'getCase', idOrName: String(caseId) }, { _name: chained })).rows;
		expect((await rows('observables')).map(({ dataType, data, ioc }) => [dataType, data, ioc]).sort()).toEqual([
			['domain', 'evil.example', false],
			['ip', '203.0.113.7', true],
			['ip', '203.0.113.8', true],
		]);
		expect((await rows('comments')).map(({ message }) => message)).toEqual(['first', 'second']);
		expect(await rows('customEvents')).toMatchObject([{ title: 'Mail received' }]);
		expect(await rows('attachments')).toMatchObject([{ name: 'note.txt' }]);
		expect(await rows('procedures')).toMatchObject([{ patternId: 'T1566.001' }]);
	});

	it('has a route for one request, as older AI agents run it', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await create({ caseCreateFields: { severity: 4, tasksJson: '[{"title":"Isolate"}]' } }, { routedOnly: true });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/case$/)).toEqual([{ title: 'Beaconing', description: 'To a C2', severity: 4, tasks: [{ title: 'Isolate' }] }]);
		expect(items).toMatchObject([{ json: { severity: 4 }, pairedItem: { item: 0 } }]);
		const refused = await create({ caseParts: { commentsJson: 'hello' } }, { routedOnly: true });
		expect(refused.error?.message).toContain("'Add to the Case' cannot be used here");
		expect(sandbox.requests).toHaveLength(start + 1);
	});

	it.each([
		['a task without title', { caseCreateFields: { tasksJson: '[{"group":"x"}]' } }, "'Tasks (JSON)' has a row 1 whose 'Title' is empty"],
		['a private case without users', { caseCreateFields: { accessJson: '{"_kind":"UserAccessKind"}' } }, "'Access (JSON)' names no users"],
		['an event without date', { caseParts: { customEventsJson: '[{"title":"x"}]' } }, "whose 'Date' is empty"],
		['a text without techniques', { caseParts: { proceduresJson: 'nothing' } }, "'Procedures (JSON)' names no technique"],
		['a title of 513 characters', { title: 'x'.repeat(513) }, "'Title' is 513 characters long"],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const start = sandbox.requests.length;
		const { error } = await create(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(start);
	});
});

const alertBody = (sourceRef: string) => ({ type: 'siem', source: 'test', sourceRef, title: 'Beacon', description: 'x' });

describe('Alert', () => {
	const run = async (parameters: IDataObject) => await runNode({ credential: fixture.credential, parameters: { resource: 'alert', ...JSON.parse(JSON.stringify(parameters)) } });

	it('Create takes procedures and observables', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'create',
			...alertBody('with-procedures'),
			alertCreateFields: {
				procedures: { procedure: [{ patternId: 't1059.001', occurDate: '2026-01-31T08:00:00Z', more: { tactic: 'Execution', description: 'by mail' } }] },
				observablesJson: '[{"data":"hxxp://evil[.]example/a"}]',
			},
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/alert$/)).toMatchObject([
			{
				procedures: [{ patternId: 'T1059.001', occurDate: Date.parse('2026-01-31T08:00:00Z'), tactic: 'execution', description: 'by mail' }],
				observables: [{ data: 'http://evil.example/a', dataType: 'url' }],
			},
		]);
		expect(items[0]?.json).toMatchObject({ observableCount: 1 });
	});

	it('Create adds comments after it', async () => {
		const { items, error } = await run({ operation: 'create', ...alertBody('with-comment'), alertParts: { commentsJson: 'From the SIEM' } });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ title: 'Beacon', parts: { comments: { added: 1, failed: [] } } });
		const { rows } = await analyst.query({ _name: 'getAlert', idOrName: String(items[0]?.json._id) }, { _name: 'comments' });
		expect(rows).toMatchObject([{ message: 'From the SIEM' }]);
	});

	it('Promote to Case overrides all there is', async () => {
		const alertId = (await analyst.post('/alert', alertBody('promoted'))).id;
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'promoteToCase',
			alertId,
			promoteFields: {
				assignee: { __rl: true, mode: 'login', value: 'analyst@main.test' },
				description: 'new',
				endDate: '2026-02-01T00:00:00Z',
				flag: true,
				observableRule: 'manual',
				pap: 'Red',
				pagesJson: '[{"title":"Notes","category":"default","content":"x"}]',
				severity: 4,
				sharingParametersJson: '[{"organisation":"other","profile":"analyst"}]',
				startDate: '2026-01-31T00:00:00Z',
				status: 'InProgress',
				summary: 's',
				tags: 'a',
				taskRule: 'manual',
				tasks: { task: [{ title: 'Call the customer' }] },
				title: 'Renamed',
				tlp: 'Green',
			},
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/case$/)).toEqual([
			{
				assignee: 'analyst@main.test',
				description: 'new',
				endDate: Date.parse('2026-02-01T00:00:00Z'),
				flag: true,
				observableRule: 'manual',
				pap: 3,
				pages: [{ title: 'Notes', category: 'default', content: 'x' }],
				severity: 4,
				sharingParameters: [{ organisation: 'other', profile: 'analyst' }],
				startDate: Date.parse('2026-01-31T00:00:00Z'),
				status: 'InProgress',
				summary: 's',
				tags: ['a'],
				taskRule: 'manual',
				tasks: [{ title: 'Call the customer' }],
				title: 'Renamed',
				tlp: 1,
			},
		]);
		expect(items[0]?.json).toMatchObject({ title: 'Renamed', flag: true });
	});
});

describe('in the editor', () => {
	it('offers statuses of the kind of record that gets one, and case templates by name', async () => {
		await analyst.post('/caseTemplate', { name: 'Phishing' });
		const values = async (resource: string, operation: string) =>
			(await loadOptions.getStatuses.call(editorContext(fixture.credential, { resource, operation }))).map(({ value }) => value);
		expect(await values('case', 'create')).toContain('TruePositive');
		expect(await values('alert', 'create')).toContain('Ignored');
		expect(await values('alert', 'promoteToCase')).toContain('TruePositive');
		const templates = await loadOptions.getCaseTemplateNames.call(editorContext(fixture.credential, { resource: 'case', operation: 'create' }));
		expect(templates).toEqual([{ name: 'Phishing', value: 'Phishing' }]);
	});
});

describe('Case: Merge', () => {
	const newCase = async (title: string) => {
		const { id } = await analyst.post('/case', { title, description: `About ${title}`, tags: [title] });
		await analyst.post(`/case/${id}/observable`, { dataType: 'domain', data: `${title}.test` });
		await analyst.post(`/case/${id}/task`, { title: `Task of ${title}` });
		return id;
	};

	it.each([
		['text', (ids: string[]) => ids.join(', ')],
		['a list', (ids: string[]) => ids],
	])('makes one case of those that %s names, with all they had', async (_form, caseIds) => {
		const ids = [await newCase('one'), await newCase('two'), await newCase('three')];
		const start = sandbox.requests.length;
		const { items, error } = await fixture.run({ operation: 'merge', caseIds: '={{ $json.ids }}' }, { input: [{ ids: caseIds(ids) }] });
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start).map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([`POST /api/v1/case/_merge/${ids.join(',')}`]);
		expect(items).toMatchObject([{ json: { _type: 'Case', title: 'one / two / three', tags: ['one', 'two', 'three'] }, pairedItem: { item: 0 } }]);
		const merged = String(items[0]?.json._id);
		const rows = async (part: string) => (await analyst.post('/query', { query: [{ _name: 'getCase', idOrName: merged }, { _name: part }] })).rows;
		expect((await rows('observables')).map(({ data }) => data).sort()).toEqual(['one.test', 'three.test', 'two.test']);
		expect(await rows('tasks')).toHaveLength(3);
		for (const id of ids) expect((await analyst.get(`/case/${id}`)).status).toBe(404);
	});

	it.each([
		['', /"Case IDs" is required/],
		['={{ $json.nothing }}', /'Case IDs' needs two or more IDs, not 0/],
		['~4104', /'Case IDs' needs two or more IDs, not 1/],
		['~4104,~4104', /'Case IDs' needs two or more IDs, not 1/],
		['~4104,..', /is no ID|is '\.\.'/],
	])('sends nothing for %j', async (caseIds, message) => {
		const start = sandbox.requests.length;
		const { error } = await fixture.run({ operation: 'merge', caseIds });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('merges no case with itself, named by its ID and by its number', async () => {
		const id = await newCase('alone');
		const { number } = (await analyst.get(`/case/${id}`)).object;
		const { error } = await fixture.run({ operation: 'merge', caseIds: `${id},${String(number)}` });
		expect(error?.message).toBe("'Case IDs' needs two or more IDs, not 1 [item 0]");
		expect((await analyst.get(`/case/${id}`)).status).toBe(200);
	});

	it('leaves the cases alone when TheHive does not know one of them', async () => {
		const id = await newCase('kept');
		const { error } = await fixture.run({ operation: 'merge', caseIds: `${id},~404404` });
		expect(error?.message).toMatch(/NotFoundError/);
		expect((await analyst.get(`/case/${id}`)).status).toBe(200);
	});
});

describe('Case: Delete', () => {
	it('deletes the case and says which', async () => {
		const { id } = await analyst.post('/case', { title: 'gone', description: 'd' });
		const kept = await analyst.post('/case', { title: 'kept', description: 'd' });
		const start = sandbox.requests.length;
		const { items, error } = await fixture.run({ operation: 'delete', caseId: { __rl: true, mode: 'id', value: id } });
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
		expect(sandbox.requests.slice(start).map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([`DELETE /api/v1/case/${id}`]);
		expect((await analyst.get(`/case/${id}`)).status).toBe(404);
		expect((await analyst.get(`/case/${kept.id}`)).status).toBe(200);
	});

	it.each(['', '={{ $json.nothing }}', ' '])('sends nothing for the id %j', async (value) => {
		const start = sandbox.requests.length;
		const { error } = await fixture.run({ operation: 'delete', caseId: { __rl: true, mode: 'id', value } });
		expect(error).toBeDefined();
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});
