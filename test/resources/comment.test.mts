import type { IDataObject, INodeParameters } from 'n8n-workflow';
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
let alertId: string;
let alerts = 0;

beforeAll(async () => {
	fixture = await startSoc('comment');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
	alertId = (await analyst.post('/alert', { type: 't', source: 's', sourceRef: `comment-${alerts++}`, title: 'Mail', description: '' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);
const newComment = async (message = 'Looks bad') => (await analyst.post(`/case/${caseId}/comment`, { message })).id;

describe('Create', () => {
	it('comments on a case, with the external flag', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'create', parent: 'case', caseId, message: 'Looks bad', commentCreateFields: { external: true } });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/case\/[^/]+\/comment$/)).toEqual([{ message: 'Looks bad', external: true }]);
		expect(items).toEqual([{ json: expect.objectContaining({ _type: 'Comment', message: 'Looks bad', external: true, createdBy: 'analyst@main.test' }), pairedItem: { item: 0 } }]);
	});

	it('comments on an alert, each item on its own', async () => {
		const { items } = await run(
			{ operation: 'create', parent: 'alert', alertId: '={{ $json.id }}', message: '=Comment {{ $json.n }}' },
			{ input: [{ id: alertId, n: 1 }, { id: alertId, n: 2 }] },
		);
		expect(items.map(({ json, pairedItem }) => [json.message, pairedItem])).toEqual([['Comment 1', { item: 0 }], ['Comment 2', { item: 1 }]]);
	});

	it('makes a table of a list of objects', async () => {
		const start = sandbox.requests.length;
		await run(
			{ operation: 'create', parent: 'case', caseId, message: '={{ $json.rows }}' },
			{ input: [{ rows: [{ ip: '192.0.2.1', hits: 3 }, { ip: '192.0.2.2', hits: 1 }] }] },
		);
		expect(fixture.sentSince(start, 'POST', /\/comment$/)).toEqual([{ message: '| ip | hits |\n| --- | --- |\n| 192.0.2.1 | 3 |\n| 192.0.2.2 | 1 |' }]);
	});

	it.each([
		[{ message: "={{ '' }}" }, /'Message' is empty \[item 0\]/],
		[{ message: '={{ $json.nothing }}' }, /'Message' is empty/],
		[{ message: '={{ { a: 1 } }}' }, /'Message' needs text/],
		[{ caseId: '={{ $json.nothing }}' }, /'Case'/],
		[{ parent: '={{ $json.nothing }}', alertId: '~1' }, /'In' cannot be 'undefined'/],
		[{ commentCreateFields: { external: 'perhaps' } }, /'External' needs true or false/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'create', parent: 'case', caseId, message: 'x', ...wrong })).error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get', () => {
	it('gives a comment', async () => {
		const commentId = await newComment();
		expect((await run({ operation: 'get', commentId })).items).toMatchObject([{ json: { _id: commentId, message: 'Looks bad', isEdited: false }, pairedItem: { item: 0 } }]);
	});

	it('refuses an unknown one', async () => {
		expect((await run({ operation: 'get', commentId: '~999999999' })).error?.message).toMatch(/'Comment' is '~999999999', which TheHive does not know/);
	});
});

describe('Get Many', () => {
	it('lists those of a case, of its alerts as well, of an alert, and all', async () => {
		await newComment('On the case');
		await analyst.post(`/alert/${alertId}/merge/${caseId}`);
		await analyst.post(`/alert/${alertId}/comment`, { message: 'On the alert' });
		const list = async (parameters: INodeParameters) =>
			jsonOf((await run({ operation: 'getAll', caseId, alertId, returnAll: true, ...parameters })).items).map(({ message }) => message);
		expect(await list({ within: 'case' })).toEqual(['On the case']);
		expect(await list({ within: 'case', alertComments: true })).toEqual(['On the case', 'On the alert']);
		expect(await list({ within: 'alert' })).toEqual(['On the alert']);
		expect(await list({ within: 'all' })).toEqual(expect.arrayContaining(['On the case', 'On the alert']));
	});

	it('finds them by a filter', async () => {
		await newComment('First');
		await newComment('Second thought');
		const { items } = await run({ operation: 'getAll', within: 'case', caseId, filters: { rules: [{ field: 'message', operator: 'match', value: 'thought' }] } });
		expect(jsonOf(items)).toMatchObject([{ message: 'Second thought' }]);
	});
});

describe('Update', () => {
	it('replaces the text and gives the comment as it is then', async () => {
		const commentId = await newComment();
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'update', commentId, message: 'It is bad', commentUpdateFields: { external: true } });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/comment\//)).toEqual([{ message: 'It is bad', external: true }]);
		expect(items).toMatchObject([{ json: { _id: commentId, message: 'It is bad', external: true, isEdited: true }, pairedItem: { item: 0 } }]);
	});
});

describe('Delete', () => {
	it('confirms', async () => {
		const commentId = await newComment();
		expect((await run({ operation: 'delete', commentId })).items).toEqual([{ json: { deleted: true, id: commentId }, pairedItem: { item: 0 } }]);
	});

	it('gives TheHive\'s words for an unknown comment', async () => {
		expect((await run({ operation: 'delete', commentId: '~999999999' })).error?.message).toMatch(/^NotFoundError: /);
	});
});

describe('in the editor', () => {
	it('finds comments by their text', async () => {
		const commentId = await newComment('Unmistakable remark');
		const { results } = await listSearch.searchComments.call(editorContext(fixture.credential, { resource: 'comment', operation: 'get' }), 'Unmistakable');
		expect(results).toEqual([{ name: 'Unmistakable remark (analyst@main.test)', value: commentId }]);
	});
});
