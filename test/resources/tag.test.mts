import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { tagText } from '../../nodes/TheHive/resources/tag/tagText';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let run: SocFixture['run'];

beforeAll(async () => {
	fixture = await startSoc('tag');
	({ sandbox, analyst, run } = fixture);
	await analyst.post('/case', { title: 'Phishing', description: '', tags: ['phishing', 'phishing-kit', 'malware'] });
});

afterAll(async () => await fixture.close());

const tagId = async (text: string) => String((await analyst.query({ _name: 'listTag' }, { _name: 'filter', _eq: { _field: 'predicate', _value: text } })).rows[0]?._id);

describe('Get Many', () => {
	it('searches tags', async () => {
		const { items } = await run({ operation: 'getAll', filters: { rules: [{ field: 'predicate', operator: 'startsWith', value: 'phishing' }] } });
		expect(items.map(({ json, pairedItem }) => [json.predicate, pairedItem])).toEqual([['phishing', { item: 0 }], ['phishing-kit', { item: 0 }]]);
	});
});

describe('Complete', () => {
	it('suggests tags from a part of their text', async () => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'complete', tagBeginning: 'phish', limit: 5 });
		expect(fixture.sentSince(start, 'POST', /\/query/)).toEqual([{ query: [{ _name: 'tagAutoComplete', freeTag: 'phish', limit: 5 }] }]);
		expect(items).toEqual([{ json: { tag: 'phishing' }, pairedItem: { item: 0 } }, { json: { tag: 'phishing-kit' }, pairedItem: { item: 0 } }]);
	});

	it('refuses an empty beginning and sends nothing', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'complete', tagBeginning: '={{ $json.nothing }}' })).error?.message).toMatch(/'Beginning' is empty/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get', () => {
	it('gives a tag', async () => {
		const id = await tagId('phishing');
		expect((await run({ operation: 'get', tagId: id })).items).toMatchObject([{ json: { _id: id, predicate: 'phishing' }, pairedItem: { item: 0 } }]);
	});
});

describe('Update', () => {
	it('renames and colours a tag and gives it as it is then', async () => {
		const id = await tagId('malware');
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'update', tagId: id, tagUpdateFields: { predicate: 'ransomware', colour: '#d73a4a', description: 'Encrypts' } });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/tag\//)).toEqual([{ predicate: 'ransomware', colour: '#d73a4a', description: 'Encrypts' }]);
		expect(items).toMatchObject([{ json: { _id: id, predicate: 'ransomware', colour: '#d73a4a', description: 'Encrypts' }, pairedItem: { item: 0 } }]);
	});

	it.each([
		[{ colour: 'red' }, /'Colour' is 'red', which is no colour/],
		[{ predicate: 'x'.repeat(129) }, /'Text' is 129 characters long/],
		[{}, /nothing would be changed/],
	])('refuses %j and sends nothing', async (tagUpdateFields, message) => {
		const id = await tagId('phishing');
		const start = sandbox.requests.length;
		expect((await run({ operation: 'update', tagId: id, tagUpdateFields })).error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Delete', () => {
	it('confirms', async () => {
		const id = await tagId('phishing-kit');
		expect((await run({ operation: 'delete', tagId: id })).items).toEqual([{ json: { deleted: true, id }, pairedItem: { item: 0 } }]);
		expect((await analyst.get(`/tag/${id}`)).status).toBe(404);
	});

	it('refuses an empty id and sends nothing', async () => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'delete', tagId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Tag'/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('in the editor', () => {
	it('finds tags by their text', async () => {
		const { results } = await listSearch.searchTags.call(editorContext(fixture.credential, { resource: 'tag', operation: 'get' }), 'phishing');
		expect(results).toContainEqual({ name: 'phishing', value: await tagId('phishing') });
	});

	it.each([
		[{ namespace: '_freetags_~1', predicate: 'phishing' }, 'phishing'],
		[{ namespace: 'tlp', predicate: 'amber' }, 'tlp:amber'],
		[{ namespace: 'misp', predicate: 'confidence', value: 'high' }, 'misp:confidence="high"'],
	])('shows %j as %s', (tag, text) => {
		expect(tagText(tag)).toBe(text);
	});
});
