import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

/** Lists of objects as JSON: nothing that was given is left out without a word, and what a Get gives can be given to a Create. */

let fixture: SocFixture;
let run: SocFixture['run'];

beforeAll(async () => {
	fixture = await startSoc('case');
	({ run } = fixture);
});

afterAll(async () => await fixture.close());

const INLINE = ['tasksJson', 'pagesJson'];

const caseWith = (rows: Record<string, string>) => {
	const those = (isInline: boolean) => Object.fromEntries(Object.entries(rows).filter(([name]) => INLINE.includes(name) === isInline));
	return { operation: 'create', title: 'C', description: 'd', caseCreateFields: those(true), caseParts: those(false) };
};

describe('A row with a key that no field has', () => {
	it.each([
		['tasksJson', '[{"title":"a"},{"title":"b","titel":"c"}]', "'Tasks (JSON)' has a row 2 with 'titel', which is none of its fields: assignee, description, dueDate, endDate, flag, group, mandatory, order, startDate, status, title [item 0]"],
		['observablesJson', '[{"dataType":"ip","data":"203.0.113.7","attachment":{"name":"x"}}]', "'Observables (JSON)' has a row 1 with 'attachment', which is none of its fields: data, dataType, ignoreSimilarity, ioc, message, pap, sighted, sightedAt, tags, tlp [item 0]"],
		['observablesJson', '[{"data":"203.0.113.7","more":{"iocs":true}}]', /^'Observables \(JSON\)' has a row 1 with 'iocs'/],
		['observablesJson', '{"observable":[{"data":"203.0.113.7"}],"task":[{"title":"a"}]}', "'Observables (JSON)' needs a list of rows, not 'task' [item 0]"],
	])('%s is refused by its name: %s', async (field, value, message) => {
		const start = fixture.sandbox.requests.length;
		const { error } = await run(caseWith({ [field]: value }));
		expect(error?.message).toMatch(message);
		expect(fixture.sandbox.requests.length).toBe(start);
	});

	it('but without a value gives what it says', async () => {
		const { items, error } = await run(caseWith({ tasksJson: '[{"title":"a","titel":null,"note":""}]' }));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});
});

describe('What a Get gives', () => {
	const listed = async (resource: string, parameters: Record<string, string | boolean>) => {
		const { items, error } = await run({ resource, operation: 'getAll', returnAll: true, ...parameters });
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		return JSON.stringify(items.map(({ json }) => json));
	};

	it.each([true, false])('of tasks, observables, comments, pages and procedures goes into a Create (Simplify %s)', async (simple) => {
		const { id } = await fixture.analyst.post('/case', { title: 'From', description: 'd' });
		const [pattern] = fixture.sandbox.store.table('pattern').all();
		await fixture.analyst.post(`/case/${id}/task`, { title: 'Triage', group: 'first', assignee: 'analyst@main.test', dueDate: 1_800_000_000_000 });
		await fixture.analyst.post(`/case/${id}/observable`, { dataType: 'ip', data: '203.0.113.9', tags: ['c2'], tlp: 3, ioc: true, sightedAt: 1_700_000_000_000 });
		await fixture.analyst.post(`/case/${id}/comment`, { message: 'Seen' });
		await fixture.analyst.post(`/case/${id}/page`, { title: 'Notes', category: 'c', content: 'Text' });
		await fixture.analyst.post(`/case/${id}/procedure`, { patternId: pattern?.patternId, tactic: pattern?.tactics[0], occurDate: 1_700_000_000_000 });
		const ofCase = { within: 'case', caseId: id, simple };
		const rows = {
			tasksJson: await listed('task', ofCase),
			observablesJson: await listed('observable', ofCase),
			commentsJson: await listed('comment', ofCase),
			pagesJson: await listed('page', ofCase),
			proceduresJson: await listed('procedure', ofCase),
		};
		const { items, error } = await run(caseWith(rows));
		expect(error).toBeUndefined();
		const copy = String(items[0]?.json._id);
		const table = (name: 'task' | 'observable' | 'comment' | 'procedure') => [...fixture.sandbox.store.table(name).all()].filter(({ parentId }) => parentId === copy);
		expect(table('task')).toMatchObject([{ title: 'Triage', group: 'first' }]);
		expect(table('observable')).toMatchObject([{ data: '203.0.113.9', ioc: true, tags: ['c2'] }]);
		expect(table('comment')).toMatchObject([{ message: 'Seen' }]);
		expect(JSON.parse(await listed('page', { within: 'case', caseId: copy }))).toMatchObject([{ title: 'Notes' }]);
		expect(table('procedure')).toMatchObject([{ patternId: pattern?.patternId }]);
	});
});
