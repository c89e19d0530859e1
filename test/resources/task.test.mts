import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let run: SocFixture['run'];
let caseId: string;
let taskId: string;

beforeAll(async () => {
	fixture = await startSoc('task');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
	taskId = (await analyst.post(`/case/${caseId}/task`, { title: 'Isolate the host', group: 'containment' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);

describe('Create', () => {
	it('sends every field of TheHive in its type and gives the task', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'create',
			caseId: { __rl: true, mode: 'id', value: caseId },
			title: 'Block the sender',
			taskCreateFields: {
				assignee: { __rl: true, mode: 'login', value: 'analyst@main.test' },
				description: 'At the mail gateway',
				dueDate: '2026-02-01T08:00:00Z',
				endDate: '',
				flag: true,
				group: 'mail',
				mandatory: 'true',
				order: '3',
				startDate: '2026-01-31T08:00:00Z',
				status: 'In Progress',
			},
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/task$/)).toEqual([
			{
				title: 'Block the sender',
				assignee: 'analyst@main.test',
				description: 'At the mail gateway',
				dueDate: Date.parse('2026-02-01T08:00:00Z'),
				flag: true,
				group: 'mail',
				mandatory: true,
				order: 3,
				startDate: Date.parse('2026-01-31T08:00:00Z'),
				status: 'InProgress',
			},
		]);
		expect(items).toEqual([{ json: expect.objectContaining({ _type: 'Task', title: 'Block the sender', assignee: 'analyst@main.test' }), pairedItem: { item: 0 } }]);
	});

	it('takes the login of the assignee as plain text too, for each item its own', async () => {
		const { items } = await run(
			{ operation: 'create', caseId: '={{ $json.case }}', title: '={{ $json.title }}', taskCreateFields: { assignee: '={{ $json.who }}' } },
			{ input: [{ case: caseId, title: 'A', who: 'analyst@main.test' }, { case: caseId, title: 'B', who: '' }] },
		);
		expect(items.map(({ json, pairedItem }) => [json.title, json.assignee, pairedItem])).toEqual([
			['A', 'analyst@main.test', { item: 0 }],
			['B', undefined, { item: 1 }],
		]);
	});

	it.each([
		[{ caseId: "={{ '' }}" }, /'Case' is empty \[item 0\]/],
		[{ caseId: '={{ $json.missing }}' }, /'Case'/],
		[{ title: "={{ '' }}" }, /'Title' is empty \[item 0\]/],
		[{ title: 'x'.repeat(129) }, /'Title' is 129 characters long, TheHive takes at most 128/],
		[{ taskCreateFields: { status: 'Done' } }, /'Status' cannot be 'Done'/],
		[{ taskCreateFields: { dueDate: 'tomorrow' } }, /'Due Date' is no date/],
		[{ taskCreateFields: { order: 'first' } }, /'Order' needs a number/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'create', caseId, title: 'A', ...wrong });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('gives TheHive\'s words for an unknown case', async () => {
		const { error } = await run({ operation: 'create', caseId: '~999999999', title: 'A' });
		expect(error?.message).toMatch(/^NotFoundError: /);
	});
});

describe('Find or Create', () => {
	const find = async (title: string) => jsonOf((await run({ operation: 'findOrCreate', caseId, title, taskCreateFields: { group: 'mail' } })).items);

	it('gives the task that is there, unchanged', async () => {
		expect(await find('Isolate the host')).toMatchObject([{ _id: taskId, group: 'containment', created: false }]);
	});

	it('adds a missing one once, though many items want it, by ID and by number of the case', async () => {
		const { number } = (await analyst.get(`/case/${caseId}`)).object;
		const input = [0, 1, 2, 3, 4].map((index) => ({ case: index % 2 === 0 ? caseId : String(number) }));
		const { items, error } = await run({ operation: 'findOrCreate', caseId: '={{ $json.case }}', title: 'Communication', taskCreateFields: { group: 'mail' } }, { input });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.created).filter(Boolean)).toEqual([true]);
		expect(new Set(items.map(({ json }) => json._id)).size).toBe(1);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_item, item) => ({ item })));
	});

	it('refuses bad input and sends nothing; an unknown case is TheHive\'s to refuse', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'findOrCreate', caseId, title: '={{ $json.nothing }}' })).error?.message).toMatch(/'Title' is empty/);
		expect((await run({ operation: 'findOrCreate', caseId: '={{ $json.nothing }}', title: 'x' })).error?.message).toMatch(/'Case'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
		expect((await run({ operation: 'findOrCreate', caseId: '~999999999', title: 'x' })).error?.message).toMatch(/^NotFoundError: /);
	});
});

describe('Get', () => {
	it('gives what an analyst reads first', async () => {
		const { items } = await run({ operation: 'get', taskId });
		expect(items).toEqual([
			{
				json: { _id: taskId, title: 'Isolate the host', group: 'containment', status: 'Waiting', mandatory: false, flag: false, _createdAt: expect.any(Number) },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('gives everything where Simplify is off, by the address of the page too', async () => {
		const { items } = await run({ operation: 'get', taskId: `https://thehive.example.org/cases/${caseId}/tasks/${taskId}`, simple: false });
		expect(items[0]?.json).toMatchObject({ _id: taskId, _type: 'Task', order: expect.any(Number), extraData: {} });
	});
});

describe('Get Many', () => {
	it('searches one case', async () => {
		await analyst.post(`/case/${caseId}/task`, { title: 'Write the report', group: 'closing' });
		const { items } = await run({
			operation: 'getAll',
			within: 'case',
			caseId,
			filters: { rules: [{ field: 'group', operator: 'equals', value: 'closing' }] },
		});
		expect(items).toMatchObject([{ json: { title: 'Write the report' }, pairedItem: { item: 0 } }]);
	});

	it('searches everywhere', async () => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'getAll', within: 'all', returnAll: true });
		expect(items.length).toBeGreaterThan(1);
		expect(sandbox.requests[start]?.requestBody).toMatchObject({ query: [{ _name: 'listTask' }, { _name: 'sort' }, { _name: 'page' }] });
	});

	it('keeps the extra data that is asked for', async () => {
		await analyst.post(`/task/${taskId}/log`, { message: 'x' });
		const { items } = await run({ operation: 'getAll', within: 'case', caseId, listOptions: { extraData: 'logCount' } });
		expect(items[0]?.json).toMatchObject({ _id: taskId, extraData: { logCount: 1 } });
	});

	it('never becomes everything: another place and an empty case are refused', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'getAll', within: '={{ $json.nothing }}', caseId })).error?.message).toMatch(/'Within' cannot be/);
		expect((await run({ operation: 'getAll', within: 'case', caseId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Case'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Update', () => {
	it('changes and clears fields and gives the task as it is then', async () => {
		await analyst.patch(`/task/${taskId}`, { dueDate: 1_769_932_800_000 });
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'update',
			taskId,
			taskUpdateFields: { title: 'Isolate both hosts', status: 'Completed', clearFields: ['dueDate'], assignee: '' },
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/task\//)).toEqual([{ title: 'Isolate both hosts', status: 'Completed', dueDate: null }]);
		expect(items[0]?.json).toMatchObject({ title: 'Isolate both hosts', status: 'Completed', endDate: expect.any(Number) });
		expect(items[0]?.json).not.toHaveProperty('dueDate');
	});

	it('refuses to change nothing', async () => {
		const { error } = await run({ operation: 'update', taskId, taskUpdateFields: { title: '' } });
		expect(error?.message).toMatch(/nothing would be changed/);
	});
});

describe('Delete', () => {
	it('confirms', async () => {
		const { items } = await run({ operation: 'delete', taskId });
		expect(items).toEqual([{ json: { deleted: true, id: taskId }, pairedItem: { item: 0 } }]);
		expect((await analyst.get(`/task/${taskId}`)).status).toBe(404);
	});

	it.each(["={{ '' }}", '.', '={{ undefined }}', 'null'])('refuses %j and sends nothing', async (id) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'delete', taskId: id });
		expect(error?.message).toMatch(/'Task'.*\[item 0\]/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('goes on with the other items where the node is set to', async () => {
		const { items } = await run({ operation: 'delete', taskId: '={{ $json.id }}' }, { input: [{ id: '~999999999' }, { id: taskId }], onError: 'continueRegularOutput' });
		expect(items).toMatchObject([
			{ json: { error: expect.stringMatching(/NotFoundError/) }, pairedItem: { item: 0 } },
			{ json: { deleted: true, id: taskId }, pairedItem: { item: 1 } },
		]);
	});
});

describe('Count', () => {
	const filters = (title: string) => ({ rules: [{ field: 'title', operator: 'startsWith', value: title }] });

	it('counts what meets the filters, in one request', async () => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'count', within: 'case', caseId, filters: filters('Isolate') });
		expect(items).toEqual([{ json: { count: 1 }, pairedItem: { item: 0 } }]);
		expect(sandbox.requests.slice(start)).toHaveLength(1);
	});

	it('gives zero where there is nothing', async () => {
		expect(jsonOf((await run({ operation: 'count', within: 'case', caseId, filters: filters('No such') })).items)).toEqual([{ count: 0 }]);
	});

	it('gives an item for each value of a field, and one for those without any', async () => {
		await analyst.post(`/case/${caseId}/task`, { title: 'Second', status: 'InProgress', assignee: 'analyst@main.test' });
		await analyst.post(`/case/${caseId}/task`, { title: 'Third', status: 'Waiting' });
		const count = async (groupBy: string) => jsonOf((await run({ operation: 'count', within: 'case', caseId, groupBy })).items);
		expect(await count('status')).toEqual([
			{ field: 'status', value: 'Waiting', count: 2 },
			{ field: 'status', value: 'InProgress', count: 1 },
		]);
		expect(await count('assignee')).toEqual([
			{ field: 'assignee', value: 'analyst@main.test', count: 1 },
			{ field: 'assignee', value: null, count: 2 },
		]);
		expect(await count('mandatory')).toEqual([{ field: 'mandatory', value: false, count: 3 }]);
	});

	it('counts value by value where TheHive refuses to aggregate', async () => {
		sandbox.faults.failNext({ status: 400, times: 1, match: (_method, path) => path.includes('/query') });
		const { items, error } = await run({ operation: 'count', within: 'case', caseId, groupBy: 'status' });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ field: 'status', value: 'Waiting', count: 1 }]);
	});

	it('gives the refusal where the values of the field are without end', async () => {
		sandbox.faults.failNext({ status: 400, times: 1, match: (_method, path) => path.includes('/query') });
		expect((await run({ operation: 'count', within: 'case', caseId, groupBy: 'title' })).error?.httpCode).toBe('400');
	});
});

describe('for other organisations', () => {
	beforeEach(async () => {
		await analyst.post(`/case/${caseId}/shares`, { shares: [{ organisation: 'other' }] });
	});

	it('Share, Get Shares and Unshare', async () => {
		const start = sandbox.requests.length;
		const shared = await run({ operation: 'share', taskId, organisations: 'other' });
		expect(shared.items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		expect(fixture.sentSince(start, 'POST', /\/shares$/)).toEqual([{ organisations: ['other'] }]);
		expect(jsonOf((await run({ operation: 'getShares', taskId })).items)).toMatchObject([{ organisationName: 'other', caseId }]);
		const taken = await run({ operation: 'unshare', taskId, organisations: ['other'] });
		expect(taken.items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		expect(fixture.sentSince(start, 'DELETE', /\/shares$/)).toEqual([{ organisations: ['other'] }]);
		expect((await run({ operation: 'getShares', taskId })).items).toEqual([]);
	});

	it.each(["={{ '' }}", ' , ', '={{ [] }}'])('Unshare refuses %j and sends nothing', async (organisations) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'unshare', taskId, organisations });
		expect(error?.message).toMatch(/'Organisations' is empty/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('Set Required Action, Get Required Actions and Mark Action Done', async () => {
		await run({ operation: 'share', taskId, organisations: 'other' });
		const asked = await run({ operation: 'setRequiredAction', taskId, organisationId: 'other' });
		expect(asked.items).toEqual([{ json: { success: true, taskId, organisation: 'other', actionRequired: true }, pairedItem: { item: 0 } }]);
		const required = jsonOf((await run({ operation: 'getRequiredActions', taskId })).items);
		expect(required).toContainEqual({ organisation: 'other', actionRequired: true });
		const done = await run({ operation: 'markActionDone', taskId, organisationId: { __rl: true, mode: 'id', value: 'other' } });
		expect(jsonOf(done.items)).toEqual([{ success: true, taskId, organisation: 'other', actionRequired: false }]);
		expect(jsonOf((await run({ operation: 'getRequiredActions', taskId })).items)).toContainEqual({ organisation: 'other', actionRequired: false });
	});
});

describe('in the editor', () => {
	it('finds tasks by their title and tells their case', async () => {
		const context = editorContext(fixture.credential, { resource: 'task', operation: 'get' });
		const { results } = await listSearch.searchTasks.call(context, 'Isolate');
		expect(results).toContainEqual({
			name: expect.stringMatching(/^Isolate the host \(#\d+ Phishing\)$/),
			value: taskId,
			url: `${sandbox.url}/cases/${caseId}/tasks/${taskId}`,
		});
	});

	it('finds people to assign by name or login', async () => {
		const context = editorContext(fixture.credential, { resource: 'task', operation: 'create' });
		const { results } = await listSearch.searchAssignees.call(context, 'analyst');
		expect(results).toContainEqual({ name: 'analyst (analyst@main.test)', value: 'analyst@main.test' });
	});
});
