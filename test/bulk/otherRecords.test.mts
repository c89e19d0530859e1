import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BulkFixture } from './bulkFixture.mts';
import { itemsOf, jsonOf, startBulk } from './bulkFixture.mts';

let fixture: BulkFixture;
let run: BulkFixture['run'];
let store: BulkFixture['sandbox']['store'];

beforeAll(async () => {
	fixture = await startBulk('case');
	({ run } = fixture);
	({ store } = fixture.sandbox);
});

afterAll(async () => await fixture.close());

beforeEach(() => fixture.sandbox.faults.reset());

const patched = () => fixture.since().filter(({ method }) => method !== 'GET').filter(({ path }) => !path.includes('/query')).map(({ requestBody }) => requestBody);

describe('Case: Update Many and Update', () => {
	it('take numbers as well as ids', async () => {
		const ids = await fixture.newCases(3);
		const input = ids.map((id, index) => ({ _id: index === 1 ? store.table('case').get(id)?.number : id }));
		fixture.mark();
		const { items, error } = await run({ operation: 'updateMany', caseUpdateFields: { severity: 4 } }, { input });
		expect(error).toBeUndefined();
		expect(fixture.wire()).toEqual(['POST /query?name=case-numbers', 'PATCH /case/_bulk']);
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
	});

	it('name the number that no case has', async () => {
		const ids = await fixture.newCases(2);
		const { items } = await run({ operation: 'updateMany', caseUpdateFields: { severity: 4 } }, { input: itemsOf([...ids, '987654']), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.success ?? json.error)).toEqual([true, true, 'NotFoundError: Case 987654 not found [item 2]']);
	});

	it('meet in one request where single updates are the same', async () => {
		const ids = await fixture.newCases(5);
		fixture.mark();
		const { items } = await run({ operation: 'update', caseId: '={{ $json._id }}', caseUpdateFields: { addTags: 'seen', clearFields: ['assignee'] } }, { input: itemsOf(ids) });
		expect(patched()).toEqual([{ ids, addTags: ['seen'], assignee: null }]);
		expect(items.map(({ json }) => [json._id, json.tags, json.assignee])).toEqual(ids.map((id) => [id, ['seen'], undefined]));
	});
});

describe('Case: Close and Reopen', () => {
	const close = { operation: 'close', closedStatus: 'TruePositive', caseCloseFields: { impactStatus: 'WithImpact', summary: 'Contained' } };

	const withTask = async () => {
		const [free = '', held = ''] = await fixture.newCases(2);
		const task = await fixture.analyst.post(`/case/${held}/task`, { title: 'Write the report', mandatory: true });
		return { free, held, task: task.id };
	};

	it('close with a verdict, impact and summary', async () => {
		const ids = await fixture.newCases(3);
		fixture.mark();
		const { items, error } = await run({ ...close, bulkOptions: { returnRecords: true } }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(patched()).toEqual([{ ids, status: 'TruePositive', impactStatus: 'WithImpact', summary: 'Contained' }]);
		expect(items.map(({ json }) => [json.stage, json.impactStatus])).toEqual(ids.map(() => ['Closed', 'WithImpact']));
		await run({ operation: 'reopen', reopenedStatus: 'InProgress' }, { input: itemsOf(ids) });
		expect(ids.map((id) => store.table('case').get(id)?.status)).toEqual(ids.map(() => 'InProgress'));
	});

	it('tell of mandatory tasks before anything is changed', async () => {
		const { free, held } = await withTask();
		fixture.mark();
		const { error } = await run(close, { input: itemsOf([free, held]) });
		expect(error?.message).toBe(`Case #${store.table('case').get(held)?.number} cannot be closed yet. It has mandatory tasks that are not done: Write the report [item 1]`);
		expect(error?.description).toContain('Refused: 1 (items 1). Not sent: 1 (items 0).');
		expect(patched()).toEqual([]);
		const { items } = await run(close, { input: itemsOf([free, held]), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.success ?? 'refused')).toEqual([true, 'refused']);
		expect(store.table('case').get(free)?.stage).toBe('Closed');
	});

	it.each(['items', 'list', 'filter'])('tell of all that is in the way before anything is changed: %s', async (applyTo) => {
		const name = `must-${applyTo}`;
		await fixture.soc.admin.post('/customField', { name, displayName: name, group: 'g', description: 'd', type: 'string', mandatory: true });
		const [free = ''] = await fixture.newCases(1, { title: `Close ${applyTo}` });
		const [held = ''] = await fixture.newCases(1, { title: `Close ${applyTo}`, customFields: [{ name, value: null }] });
		const { id: task } = await fixture.analyst.post(`/case/${held}/task`, { title: 'Report', mandatory: true });
		const number = store.table('case').get(held)?.number;
		const form = {
			items: {},
			list: { applyTo, recordIds: `${free},#${number}` },
			filter: { applyTo, filters: { rules: [{ field: 'title', operator: 'equals', value: `Close ${applyTo}` }] } },
		}[applyTo];
		const input = applyTo === 'items' ? itemsOf([free, held]) : [{}];
		fixture.mark();
		const { error } = await run({ ...close, ...form }, { input });
		expect(error?.message).toContain(`Case #${number} cannot be closed yet. It has mandatory custom fields without a value: ${name}; and mandatory tasks that are not done: Report [item `);
		// a task is not completed for a case that stays open
		const completing = await run({ ...close, ...form, completeMandatoryTasks: true }, { input });
		expect(completing.error?.message).toMatch(new RegExp(`without a value: ${name} \\[item \\d\\]$`));
		expect(patched()).toEqual([]);
		expect(store.table('task').get(task)?.status).toBe('Waiting');
		const filled = await run({ ...close, ...form, completeMandatoryTasks: true, caseCloseFields: { customFieldsJson: JSON.stringify({ [name]: 'known' }) } }, { input });
		expect(filled.error).toBeUndefined();
		expect([free, held].map((id) => store.table('case').get(id)?.stage)).toEqual(['Closed', 'Closed']);
	});

	it('complete mandatory tasks first where that is wanted', async () => {
		const { free, held, task } = await withTask();
		const { error } = await run({ ...close, completeMandatoryTasks: true }, { input: itemsOf([free, held]) });
		expect(error).toBeUndefined();
		expect(store.table('task').get(task)?.status).toBe('Completed');
		expect([free, held].map((id) => store.table('case').get(id)?.stage)).toEqual(['Closed', 'Closed']);
	});

	it('tell of mandatory custom fields, and fill them in the same request', async () => {
		await fixture.soc.admin.post('/customField', { name: 'root-cause', displayName: 'Root Cause', group: 'g', description: 'd', type: 'string', mandatory: true });
		const [caseId = ''] = await fixture.newCases(1, { customFields: [{ name: 'root-cause', value: null }] });
		const first = await run(close, { input: itemsOf([caseId]) });
		expect(first.error?.message).toContain('mandatory custom fields without a value: root-cause');
		const second = await run({ ...close, customFields: { mappingMode: 'defineBelow', value: { 'root-cause': 'phishing' } } }, { input: itemsOf([caseId]) });
		expect(second.error).toBeUndefined();
		expect(store.table('case').get(caseId)?.stage).toBe('Closed');
	});
});

describe('Case: Apply Template and Set Access', () => {
	it('apply what is chosen to many cases at once', async () => {
		await fixture.analyst.post('/caseTemplate', { name: 'Phishing', tags: ['phishing'], severity: 3, tasks: [{ title: 'Triage' }, { title: 'Contain' }] });
		const ids = await fixture.newCases(2);
		fixture.mark();
		const { items, error } = await run(
			{ operation: 'applyTemplate', templateToApply: 'Phishing', templateParts: ['updateTags'], applyTemplateFields: { importAllTasks: true } },
			{ input: itemsOf(ids) },
		);
		expect(error).toBeUndefined();
		expect(patched()).toEqual([{ ids, caseTemplate: 'Phishing', updateTags: true, importTasks: ['Triage', 'Contain'] }]);
		expect(jsonOf(items)).toEqual(ids.map((_id) => ({ success: true, _id })));
		expect(ids.map((id) => store.table('case').get(id)?.tags)).toEqual([['phishing'], ['phishing']]);
		expect(ids.map((id) => store.table('task').by('parent', id).map(({ title }) => title))).toEqual([['Triage', 'Contain'], ['Triage', 'Contain']]);
	});

	it('do not apply a template twice when the answer is lost', async () => {
		const ids = await fixture.newCases(2);
		fixture.mark();
		fixture.sandbox.faults.failNext({ mode: 'reset-after', match: (_method, path) => path.includes('_bulk') });
		const { error } = await run({ operation: 'applyTemplate', templateToApply: 'Phishing', applyTemplateFields: { importTasks: 'Triage' } }, { input: itemsOf(ids) });
		expect(error?.description).toContain('Unknown: 2 (items 0–1). Look in TheHive which of the unknown ones are done.');
		expect(patched()).toHaveLength(1);
	});

	it('make one case or many private', async () => {
		const ids = await fixture.newCases(3);
		fixture.mark();
		const access = { operation: 'setAccess', accessFor: 'UserAccessKind', accessUsers: 'analyst@main.test' };
		await run(access, { input: itemsOf(ids) });
		await run({ ...access, accessFor: 'OrganisationAccessKind' }, { input: itemsOf(ids.slice(0, 1)) });
		expect(fixture.wire()).toEqual(['POST /case/_bulk/access', 'POST /case/{id}/access']);
		expect(patched()).toEqual([{ ids, access: { _kind: 'UserAccessKind', users: ['analyst@main.test'] } }, { access: { _kind: 'OrganisationAccessKind' } }]);
		fixture.mark();
		const { error } = await run({ ...access, accessUsers: '={{ $json.none }}' }, { input: itemsOf(ids) });
		expect(error?.message).toBe("'Users' is empty: nobody could see the case [item 0]");
		expect(patched()).toEqual([]);
	});
});

describe('Case: Find or Create', () => {
	const base = { operation: 'findOrCreate', title: '={{ $json.title ?? "T" }}', description: 'd' };

	it('finds by tag, and gives the tag to a new one', async () => {
		const input = [{ key: 'incident-1' }, { key: 'incident-2' }, { key: 'incident-1' }];
		const { items, error } = await run({ ...base, findBy: 'tag', keyValue: '={{ $json.key }}', caseFindOrCreateFields: { tags: 'own' } }, { input });
		expect(error).toBeUndefined();
		expect(items[0]?.json._id).toBe(items[2]?.json._id);
		expect(items.map(({ json }) => json.created).sort()).toEqual([false, true, true]);
		expect(items.map(({ json }) => json.tags)).toEqual([['own', 'incident-1'], ['own', 'incident-2'], ['own', 'incident-1']]);
		const again = await run({ ...base, findBy: 'tag', keyValue: 'incident-2' });
		expect(again.items[0]?.json).toMatchObject({ _id: items[1]?.json._id, created: false });
	});

	it('finds by custom field, typed as the field is', async () => {
		await fixture.soc.admin.post('/customField', { name: 'ticket', displayName: 'Ticket', group: 'g', description: 'd', type: 'integer' });
		const find = { ...base, findBy: 'customField', keyField: 'ticket', keyValue: '={{ $json.key }}' };
		const { items, error } = await run(find, { input: [{ key: '4711' }, { key: 4711 }] });
		expect(error).toBeUndefined();
		expect(items[0]?.json._id).toBe(items[1]?.json._id);
		const unknown = await run({ ...find, keyField: 'nonsense' }, { input: [{ key: 1 }] });
		expect(unknown.error?.message).toContain("'Custom Field Name' is 'nonsense', which no custom field of this TheHive has");
	});

	it('finds by title among the open ones', async () => {
		const by = { ...base, findBy: 'title' };
		const first = await run(by, { input: [{ title: 'The same' }] });
		await fixture.analyst.send('PATCH', `/case/${String(first.items[0]?.json._id)}`, { status: 'Other' });
		const second = await run(by, { input: [{ title: 'The same' }] });
		expect(second.items[0]?.json.created).toBe(true);
		const third = await run({ ...by, onlyOpen: false }, { input: [{ title: 'The same' }] });
		expect(third.items[0]?.json).toMatchObject({ _id: first.items[0]?.json._id, created: false });
	});

	it.each([
		['Value', { findBy: 'tag', keyValue: '={{ $json.v }}', title: 'T' }],
		['Value', { findBy: 'customField', keyField: 'ticket', keyValue: '={{ $json.v }}', title: 'T' }],
		['Title', { findBy: 'title', title: '={{ $json.v }}' }],
	])('refuses what many items could be alike in: %s of %j', async (field, by) => {
		fixture.mark();
		const { items } = await run({ ...base, ...by }, { input: [{ v: { a: 1 } }, { v: ['x', 'y'] }, { v: true }], onError: 'continueRegularOutput' });
		items.forEach(({ json }, index) => expect(json.error).toMatch(new RegExp(`^'${field}' needs (text|a number).*, not .*\\[item ${index}\\]$`)));
		expect(items).toHaveLength(3);
		expect(fixture.wire().filter((request) => !request.includes('customField'))).toEqual([]);
	});

	it('finds by a number as tag', async () => {
		const { items } = await run({ ...base, findBy: 'tag', keyValue: '={{ $json.v }}' }, { input: [{ v: 4711 }, { v: '4711' }] });
		expect(items.map(({ json }) => json.tags)).toEqual([['4711'], ['4711']]);
		expect(items[0]?.json._id).toBe(items[1]?.json._id);
	});

	it('of two runs at once creates one', async () => {
		const one = { ...base, findBy: 'tag', keyValue: 'at-once' };
		const runs = await Promise.all([run(one), run(one), run(one)]);
		expect(new Set(runs.map(({ items }) => items[0]?.json._id)).size).toBe(1);
		expect(runs.filter(({ items }) => items[0]?.json.created === true)).toHaveLength(1);
	});

	it('takes its own back when another writer was faster', async () => {
		const { faults } = fixture.sandbox;
		// their case is not to be found yet when we look, but is when we look again
		faults.indexDelayMs = 150;
		const theirs = await fixture.analyst.post('/case', { title: 'Theirs', description: 'd', tags: ['raced'] });
		faults.failNext({
			match: (_method, path) => {
				if (path.includes('find-case')) faults.latencyMs = 200;
				return false;
			},
		});
		fixture.mark();
		const { items, error } = await run({ ...base, findBy: 'tag', keyValue: 'raced' });
		expect(error).toBeUndefined();
		expect(fixture.wire()).toEqual(['POST /query?name=find-case', 'POST /case', 'POST /query?name=find-case', 'DELETE /case/{id}']);
		expect(items[0]?.json).toMatchObject({ _id: theirs.id, title: 'Theirs', created: false });
		expect([...store.table('case').all()].filter(({ tags }) => tags.includes('raced'))).toHaveLength(1);
	});

	it('creates one in a process though queries find it late', async () => {
		const { faults } = fixture.sandbox;
		faults.indexDelayMs = 60_000;
		for (const by of [{ findBy: 'title', title: 'Late' }, { findBy: 'tag', keyValue: 'late' }]) {
			const { items, error } = await run({ ...base, ...by }, { input: [{}, {}, {}] });
			expect(error).toBeUndefined();
			expect(new Set(items.map(({ json }) => json._id)).size).toBe(1);
			expect(items.map(({ json }) => json.created).sort()).toEqual([false, false, true]);
			fixture.mark();
			const again = await run({ ...base, ...by });
			expect(fixture.wire()).toEqual(['POST /query?name=find-case', 'GET /case/{id}']);
			expect(again.items[0]?.json).toMatchObject({ _id: items[0]?.json._id, created: false });
		}
	});

	it('creates another when the one that it remembers is closed, deleted or another by now', async () => {
		fixture.sandbox.faults.indexDelayMs = 60_000;
		const one = { ...base, findBy: 'title', title: 'Remembered' };
		const create = async () => {
			const [item] = (await run(one)).items;
			expect(item?.json.created).toBe(true);
			return `/case/${String(item?.json._id)}`;
		};
		await fixture.analyst.send('PATCH', await create(), { status: 'Other' });
		await fixture.analyst.send('PATCH', await create(), { title: 'Renamed' });
		await fixture.analyst.send('DELETE', await create());
		await create();
		expect((await run(one)).items[0]?.json.created).toBe(false);
	});

	it('whose answer is lost finds what it has created', async () => {
		fixture.sandbox.faults.failNext({ mode: 'reset-after', match: (method, path) => method === 'POST' && path === '/api/v1/case' });
		const { items, error } = await run({ ...base, findBy: 'tag', keyValue: 'lost' });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ created: true, tags: ['lost'] });
		expect([...store.table('case').all()].filter(({ tags }) => tags.includes('lost'))).toHaveLength(1);
	});
});

describe('Task', () => {
	it('is found by its title in the case, or created', async () => {
		const [one = '', two = ''] = await fixture.newCases(2);
		const find = { resource: 'task', operation: 'findOrCreate', caseId: '={{ $json.case }}', title: 'Triage', taskCreateFields: { group: 'first' } };
		const { items, error } = await run(find, { input: [{ case: one }, { case: two }, { case: one }] });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.group)).toEqual(['first', 'first', 'first']);
		expect(items[0]?.json._id).toBe(items[2]?.json._id);
		expect(items[0]?.json._id).not.toBe(items[1]?.json._id);
		expect(store.table('task').by('parent', one)).toHaveLength(1);
	});

	it('is changed many at a time', async () => {
		const [caseId = ''] = await fixture.newCases(1);
		const ids: string[] = [];
		for (const title of ['a', 'b', 'c']) ids.push((await fixture.analyst.post(`/case/${caseId}/task`, { title })).id);
		fixture.mark();
		const many = await run({ resource: 'task', operation: 'updateMany', taskUpdateFields: { status: 'Completed' } }, { input: itemsOf(ids) });
		expect(many.error).toBeUndefined();
		const single = await run({ resource: 'task', operation: 'update', taskId: '={{ $json._id }}', taskUpdateFields: { group: 'done' } }, { input: itemsOf(ids) });
		expect(fixture.wire()).toEqual(['PATCH /task/_bulk', 'PATCH /task/_bulk', 'POST /query?name=read-tasks']);
		expect(single.items.map(({ json }) => [json.status, json.group])).toEqual(ids.map(() => ['Completed', 'done']));
	});
});

describe('Observable', () => {
	it('is marked many at a time', async () => {
		const [caseId = ''] = await fixture.newCases(1);
		const made = await fixture.analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: ['203.0.113.1', '203.0.113.2'] });
		const ids = made.rows.map(({ _id }) => String(_id));
		fixture.mark();
		const { error } = await run({ resource: 'observable', operation: 'updateMany', observableUpdateFields: { ioc: true, addTags: 'c2' } }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(patched()).toEqual([{ ids, ioc: true, addTags: ['c2'] }]);
	});
});

describe('Delete Many', () => {
	it.each(['case', 'task', 'observable'])('deletes each %s by itself where TheHive cannot delete many', async (resource) => {
		const [caseId = ''] = await fixture.newCases(1);
		const ids = resource === 'case'
			? await fixture.newCases(3)
			: resource === 'task'
				? await Promise.all(['a', 'b'].map(async (title) => (await fixture.analyst.post(`/case/${caseId}/task`, { title })).id))
				: (await fixture.analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: ['203.0.113.1', '203.0.113.2'] })).rows.map(({ _id }) => String(_id));
		fixture.mark();
		const guarded = await run({ resource, operation: 'deleteMany' }, { input: itemsOf(ids) });
		expect(guarded.error?.message).toBe(`'Confirm Several' is off, but ${ids.length} ${resource}s would be deleted [item 0]`);
		fixture.sandbox.faults.failNext({ mode: 'reset-after', match: (method) => method === 'DELETE' });
		const { items, error } = await run({ resource, operation: 'deleteMany', confirmSeveral: true }, { input: itemsOf([...ids, '~999999999']), onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.deleted ?? 'refused')).toEqual([...ids.map(() => true), 'refused']);
		expect(fixture.wire()).toEqual([...ids, 'cut', 'unknown'].map(() => `DELETE /${resource}/{id}`));
	});
});

describe('Procedure', () => {
	it('is deleted many at a time', async () => {
		const [caseId = ''] = await fixture.newCases(1);
		const [pattern] = store.table('pattern').all();
		if (!pattern) throw new Error('The sandbox has no patterns');
		const ids: string[] = [];
		for (const occurDate of [1, 2, 3]) ids.push((await fixture.analyst.post(`/case/${caseId}/procedure`, { patternId: pattern.patternId, tactic: pattern.tactics[0], occurDate })).id);
		fixture.mark();
		const { items, error } = await run({ resource: 'procedure', operation: 'deleteMany', confirmSeveral: true }, { input: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(fixture.wire()).toEqual(['POST /procedure/delete/_bulk']);
		expect(jsonOf(items)).toEqual(ids.map((id) => ({ deleted: true, id })));
	});
});
