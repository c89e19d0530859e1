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
let casePage: string;
let knowledge: string;

const page = { title: 'Findings', category: 'Report', content: 'First' };

beforeAll(async () => {
	fixture = await startSoc('page');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
	casePage = (await analyst.post(`/case/${caseId}/page`, page)).id;
	knowledge = (await analyst.post('/page', { ...page, title: 'How we phish', category: 'Playbooks' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);
const contentOf = async (id: string) => (await analyst.query({ _name: 'getPage', idOrName: id })).rows[0]?.content;

describe('Create', () => {
	it('adds a page to a case', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'create',
			parent: 'case',
			pageCaseId: { __rl: true, mode: 'id', value: caseId },
			title: 'Timeline',
			category: 'Report',
			content: '# Timeline',
			pageCreateFields: { order: 2 },
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[start]).toMatchObject({ method: 'POST', path: `/api/v1/case/${encodeURIComponent(caseId)}/page`, requestBody: { title: 'Timeline', category: 'Report', content: '# Timeline', order: 2 } });
		expect(items).toEqual([{ json: expect.objectContaining({ _type: 'Page', title: 'Timeline', order: 2 }), pairedItem: { item: 0 } }]);
	});

	it('adds a page to the knowledge base', async () => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'create', parent: 'knowledgeBase', title: 'Phishing', category: 'Playbooks', content: 'Do this' });
		expect(sandbox.requests[start]).toMatchObject({ method: 'POST', path: '/api/v1/page' });
		expect(items[0]?.json).toMatchObject({ title: 'Phishing' });
	});

	it.each([
		[{ title: "={{ '' }}" }, /'Title' is empty/],
		[{ title: 'x'.repeat(513) }, /'Title' is 513 characters long/],
		[{ category: 'x'.repeat(129) }, /'Category' is 129 characters long/],
		[{ content: '={{ $json.nothing }}' }, /'Content' is empty/],
		[{ pageCaseId: '={{ $json.nothing }}' }, /'Case'/],
		[{ parent: "={{ 'alert' }}" }, /'In' cannot be 'alert'/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'create', parent: 'case', pageCaseId: caseId, ...page, ...wrong })).error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get', () => {
	it('gives a page of a case or of the knowledge base', async () => {
		const { items } = await run({ operation: 'get', pageId: '={{ $json.id }}' }, { input: [{ id: casePage }, { id: knowledge }] });
		expect(items).toMatchObject([
			{ json: { _id: casePage, title: 'Findings', content: 'First' }, pairedItem: { item: 0 } },
			{ json: { _id: knowledge, title: 'How we phish' }, pairedItem: { item: 1 } },
		]);
	});

	it('refuses an unknown one', async () => {
		expect((await run({ operation: 'get', pageId: '~999999999' })).error?.message).toMatch(/'Page' is '~999999999', which TheHive does not know/);
	});
});

describe('Get Many', () => {
	it('lists those of a case, of the knowledge base, and all', async () => {
		const list = async (within: string) => jsonOf((await run({ operation: 'getAll', within, caseId, returnAll: true })).items).map(({ _id }) => _id);
		expect(await list('case')).toEqual([casePage]);
		const ofKnowledge = await list('knowledgeBase');
		expect(ofKnowledge).toContain(knowledge);
		expect(ofKnowledge).not.toContain(casePage);
		expect(await list('all')).toEqual(expect.arrayContaining([casePage, knowledge]));
	});
});

describe('Update', () => {
	it('changes a page of a case', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'update', parent: 'case', pageCaseId: caseId, pageId: casePage, pageUpdateFields: { title: 'Results', order: 5 } });
		expect(error).toBeUndefined();
		expect(sandbox.requests[start]).toMatchObject({
			method: 'PATCH',
			path: `/api/v1/case/${encodeURIComponent(caseId)}/page/${encodeURIComponent(casePage)}`,
			requestBody: { title: 'Results', order: 5 },
		});
		expect(items).toMatchObject([{ json: { _id: casePage, title: 'Results', content: 'First', order: 5 }, pairedItem: { item: 0 } }]);
	});

	it('changes a page of the knowledge base', async () => {
		const { items } = await run({ operation: 'update', parent: 'knowledgeBase', pageId: knowledge, pageUpdateFields: { content: 'Anew', category: 'Guides' } });
		expect(items[0]?.json).toMatchObject({ content: 'Anew', category: 'Guides' });
	});

	it('appends, and loses nothing when many items append to the same page', async () => {
		const input = Array.from({ length: 8 }, (_item, index) => ({ text: `Paragraph ${index}` }));
		const { items, error } = await run(
			{ operation: 'update', parent: 'case', pageCaseId: caseId, pageId: casePage, pageUpdateFields: { appendContent: '={{ $json.text }}' } },
			{ input },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_item, item) => ({ item })));
		expect(String(await contentOf(casePage)).split('\n\n').sort()).toEqual(['First', ...input.map(({ text }) => text)].sort());
	});

	it('appends a list of objects as a table', async () => {
		await run(
			{ operation: 'update', parent: 'case', pageCaseId: caseId, pageId: casePage, pageUpdateFields: { appendContent: '={{ $json.rows }}' } },
			{ input: [{ rows: [{ host: 'web-1' }] }] },
		);
		expect(await contentOf(casePage)).toBe('First\n\n| host |\n| --- |\n| web-1 |');
	});

	it.each([
		[{ appendContent: 'x', content: 'y' }, /'Append Content' cannot stand beside 'Content'/],
		[{ title: '' }, /nothing would be changed/],
		[{}, /nothing would be changed/],
		[{ order: 'first' }, /'Order' needs a number/],
	])('refuses %j and sends nothing', async (pageUpdateFields, message) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'update', parent: 'case', pageCaseId: caseId, pageId: casePage, pageUpdateFields })).error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('never writes into the case what is in the knowledge base', async () => {
		const { error } = await run({ operation: 'update', parent: 'case', pageCaseId: caseId, pageId: knowledge, pageUpdateFields: { title: 'x' } });
		expect(error?.httpCode).toBe('404');
	});
});

describe('Create or Update', () => {
	const write = async (content: string, pageExists = 'replace', extra: INodeParameters = {}) =>
		await run({ operation: 'createOrUpdate', parent: 'case', pageCaseId: caseId, title: 'Findings', category: 'Report', content, pageExists, ...extra });

	it('creates what is not there', async () => {
		const { items, error } = await write('New', 'replace', { title: 'Other', pageCreateFields: { order: 3 } });
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: expect.objectContaining({ title: 'Other', content: 'New', order: 3, action: 'created' }), pairedItem: { item: 0 } }]);
	});

	it.each([
		['replace', { content: 'Second' }, 'updated'],
		['append', { content: 'First\n\nSecond' }, 'updated'],
		['keep', undefined, 'unchanged'],
	])('does with what is there as it is told: %s', async (pageExists, sent, action) => {
		const start = sandbox.requests.length;
		const { items, error } = await write('Second', pageExists);
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/page\//)).toEqual(sent ? [sent] : []);
		expect(items[0]?.json).toMatchObject({ _id: casePage, action, content: sent?.content ?? 'First' });
	});

	it('sends nothing that is no change', async () => {
		const start = sandbox.requests.length;
		expect((await write('First')).items[0]?.json).toMatchObject({ _id: casePage, action: 'unchanged' });
		expect(fixture.sentSince(start, 'PATCH', /\/page\//)).toEqual([]);
	});

	it('creates one page for many items of the same title, by ID and by number of the case, and appends the rest', async () => {
		const { number } = (await analyst.get(`/case/${caseId}`)).object;
		const input = [0, 1, 2, 3].map((index) => ({ index, case: index % 2 === 0 ? caseId : String(number) }));
		const { items, error } = await run(
			{ operation: 'createOrUpdate', parent: 'case', pageCaseId: '={{ $json.case }}', title: 'Diary', category: 'Report', content: '=Day {{ $json.index }}', pageExists: 'append' },
			{ input },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.action).sort()).toEqual(['created', 'updated', 'updated', 'updated']);
		const pages = (await analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'pages' })).rows.filter(({ title }) => title === 'Diary');
		expect(pages).toHaveLength(1);
		expect(String(pages[0]?.content).split('\n\n').sort()).toEqual(['Day 0', 'Day 1', 'Day 2', 'Day 3']);
	});

	it('works in the knowledge base', async () => {
		const text = { operation: 'createOrUpdate', parent: 'knowledgeBase', title: 'Only here', category: 'Playbooks', content: 'x' };
		expect((await run(text)).items[0]?.json).toMatchObject({ action: 'created' });
		expect((await run({ ...text, category: 'Guides' })).items[0]?.json).toMatchObject({ action: 'updated', category: 'Guides' });
	});

	it('refuses a title that two pages have, and another choice than the three', async () => {
		await analyst.post(`/case/${caseId}/page`, page);
		expect((await write('x')).error?.message).toMatch(/'Title' is 'Findings', which more than one page has \[item 0\]/);
		expect((await write('x', "={{ 'merge' }}")).error?.message).toMatch(/'If It Exists' cannot be 'merge'/);
	});
});

describe('Delete', () => {
	it('deletes pages of a case and of the knowledge base', async () => {
		expect((await run({ operation: 'delete', parent: 'case', pageCaseId: caseId, pageId: casePage })).items).toEqual([{ json: { deleted: true, id: casePage }, pairedItem: { item: 0 } }]);
		expect((await run({ operation: 'delete', parent: 'knowledgeBase', pageId: knowledge })).items[0]?.json).toEqual({ deleted: true, id: knowledge });
		expect(await contentOf(casePage)).toBeUndefined();
	});

	it('refuses an empty id and sends nothing', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'delete', parent: 'knowledgeBase', pageId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Page'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('in the editor', () => {
	it('offers the pages of the chosen case, or of the knowledge base', async () => {
		const offered = async (parameters: Record<string, string>) => {
			const context = editorContext(fixture.credential, { resource: 'page', operation: 'update', ...parameters });
			return (await listSearch.searchPages.call(context)).results.map(({ name, value }) => [name, value]);
		};
		expect(await offered({ parent: 'case', pageCaseId: caseId })).toEqual([['Report: Findings', casePage]]);
		expect(await offered({ parent: 'knowledgeBase' })).toContainEqual(['Playbooks: How we phish', knowledge]);
	});
});
