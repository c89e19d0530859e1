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
let caseNumber: number;
let taskId: string;

beforeAll(async () => {
	fixture = await startSoc('taskLog');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	const made = await analyst.post('/case', { title: 'Phishing', description: '' });
	caseId = made.id;
	caseNumber = Number(made.object.number);
	taskId = (await analyst.post(`/case/${caseId}/task`, { title: 'Communication' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);
const newLog = async (message = 'Called the user') => (await analyst.post(`/task/${taskId}/log`, { message })).id;
const logsOf = async (task: string) => (await analyst.query({ _name: 'getTask', idOrName: task }, { _name: 'logs' })).rows.map(({ message }) => message);

describe('Create', () => {
	it('writes into the chosen task, in one request', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'create',
			parent: 'task',
			taskId: { __rl: true, mode: 'list', value: taskId },
			message: 'Called the user',
			logCreateFields: { startDate: '2026-01-31T08:00:00Z', includeInTimeline: 1_769_846_400_000 },
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start)).toHaveLength(1);
		expect(fixture.sentSince(start, 'POST', /\/log$/)).toEqual([
			{ message: 'Called the user', startDate: Date.parse('2026-01-31T08:00:00Z'), includeInTimeline: 1_769_846_400_000 },
		]);
		expect(items).toEqual([{ json: expect.objectContaining({ _type: 'Log', message: 'Called the user', owner: 'analyst@main.test' }), pairedItem: { item: 0 } }]);
	});

	it('finds the task by its case and title', async () => {
		const { items } = await run({ operation: 'create', parent: 'case', caseId: String(caseNumber), taskTitle: 'Communication', message: 'Mailed the user' });
		expect(items).toMatchObject([{ json: { message: 'Mailed the user' }, pairedItem: { item: 0 } }]);
		expect(await logsOf(taskId)).toEqual(['Mailed the user']);
	});

	it('adds a missing task once, though many items name it, by ID and by number', async () => {
		const input = [1, 2, 3, 4, 5, 6].map((number) => ({ number, case: number % 2 === 0 ? caseId : String(caseNumber) }));
		const { items, error } = await run(
			{ operation: 'create', parent: 'case', caseId: '={{ $json.case }}', taskTitle: 'Timeline', createMissingTask: true, message: '=Step {{ $json.number }}' },
			{ input },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_item, item) => ({ item })));
		const tasks = (await analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'tasks' })).rows.filter(({ title }) => title === 'Timeline');
		expect(tasks).toHaveLength(1);
		expect((await logsOf(String(tasks[0]?._id))).sort()).toEqual(input.map(({ number }) => `Step ${number}`));
	});

	it('refuses a title that no task of the case has, and one that two have', async () => {
		await analyst.post(`/case/${caseId}/task`, { title: 'Twice' });
		await analyst.post(`/case/${caseId}/task`, { title: 'Twice' });
		const write = async (taskTitle: string) => (await run({ operation: 'create', parent: 'case', caseId, taskTitle, message: 'x' })).error?.message;
		expect(await write('communication')).toMatch(/'Task Title' is 'communication', which no task of the case has \[item 0\]/);
		expect(await write('Twice')).toMatch(/'Task Title' is 'Twice', which more than one task of the case has/);
	});

	it.each([
		[{ message: "={{ '' }}" }, /'Message' is empty \[item 0\]/],
		[{ taskId: '={{ $json.nothing }}' }, /'Task'/],
		[{ parent: '={{ $json.nothing }}', taskTitle: 'x' }, /'In' cannot be 'undefined'/],
		[{ parent: 'case', taskTitle: 'x'.repeat(129) }, /'Task Title' is 129 characters long/],
		[{ parent: 'case', taskTitle: "={{ '' }}" }, /'Task Title' is empty/],
		[{ logCreateFields: { includeInTimeline: 'soon' } }, /'Show in Timeline At' is no date/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'create', parent: 'task', taskId, caseId, message: 'x', ...wrong });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get', () => {
	it('gives an entry', async () => {
		const logId = await newLog();
		const { items } = await run({ operation: 'get', logId });
		expect(items).toEqual([
			{
				json: { _id: logId, message: 'Called the user', date: expect.any(Number), owner: 'analyst@main.test', attachments: [], _createdAt: expect.any(Number) },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('refuses an unknown one', async () => {
		expect((await run({ operation: 'get', logId: '~999999999' })).error?.message).toMatch(/'Task Log' is '~999999999', which TheHive does not know/);
	});
});

describe('Get Many', () => {
	it.each([
		['task', ['Called the user']],
		['case', ['Called the user', 'In another task']],
	])('searches one %s', async (within, messages) => {
		await newLog();
		const other = (await analyst.post(`/case/${caseId}/task`, { title: 'Other' })).id;
		await analyst.post(`/task/${other}/log`, { message: 'In another task' });
		const { items } = await run({ operation: 'getAll', within, taskId, caseId, returnAll: true });
		expect(items.map(({ json }) => json.message)).toEqual(messages);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('searches everywhere, by words of the message', async () => {
		await newLog('Quarantined the mailbox');
		const { items } = await run({ operation: 'getAll', within: 'all', filters: { rules: [{ field: 'message', operator: 'match', value: 'quarantined' }] } });
		expect(jsonOf(items)).toMatchObject([{ message: 'Quarantined the mailbox' }]);
	});
});

describe('Update', () => {
	it('changes the text and takes it from the timeline', async () => {
		const logId = await newLog();
		await analyst.patch(`/log/${logId}`, { includeInTimeline: 1 });
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'update', logId, logUpdateFields: { message: 'Called twice', clearFields: 'includeInTimeline' } });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/log\//)).toEqual([{ message: 'Called twice', includeInTimeline: null }]);
		expect(items[0]?.json).toMatchObject({ _id: logId, message: 'Called twice' });
		expect(items[0]?.json).not.toHaveProperty('includeInTimeline');
	});
});

describe('Delete', () => {
	it('confirms', async () => {
		const logId = await newLog();
		expect((await run({ operation: 'delete', logId })).items).toEqual([{ json: { deleted: true, id: logId }, pairedItem: { item: 0 } }]);
		expect(await logsOf(taskId)).toEqual([]);
	});

	it('refuses an empty id and sends nothing', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'delete', logId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Task Log'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('in the editor', () => {
	it('finds logs by their message', async () => {
		const logId = await newLog('Unmistakable text\nand more');
		const { results } = await listSearch.searchLogs.call(editorContext(fixture.credential, { resource: 'taskLog', operation: 'get' }), 'Unmistakable');
		expect(results).toEqual([{ name: expect.stringMatching(/^Unmistakable text \(analyst@main\.test, \d{4}-/), value: logId }]);
	});
});
