import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let run: SocFixture['run'];
let caseId: string;
let caseNumber: string;
let alertId: string;
let alerts = 0;

beforeAll(async () => {
	fixture = await startSoc('procedure');
	({ sandbox, analyst, run } = fixture);
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	const made = await analyst.post('/case', { title: 'Phishing', description: '' });
	caseId = made.id;
	caseNumber = String(made.object.number);
	alertId = (await analyst.post('/alert', { type: 't', source: 's', sourceRef: `procedure-${alerts++}`, title: 'Mail', description: '' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);
const newProcedure = async (patternId = 'T1566.001') => (await analyst.post(`/case/${caseId}/procedure`, { patternId, occurDate: 1 })).id;
const patternsOf = async () =>
	(await analyst.query({ _name: 'getCase', idOrName: caseId }, { _name: 'procedures' })).rows.map(({ patternId }) => String(patternId)).sort();

describe('Create', () => {
	it('adds a technique to a case with all fields', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'create',
			parent: 'case',
			caseId,
			patternId: { __rl: true, mode: 'list', value: 'T1078' },
			tactic: 'persistence',
			occurDate: '2026-01-31T08:00:00Z',
			procedureCreateFields: { description: 'With a stolen account' },
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/procedure$/)).toEqual([
			{ patternId: 'T1078', tactic: 'persistence', occurDate: Date.parse('2026-01-31T08:00:00Z'), description: 'With a stolen account' },
		]);
		expect(items).toEqual([{ json: expect.objectContaining({ patternId: 'T1078', tacticLabel: 'Persistence' }), pairedItem: { item: 0 } }]);
	});

	it.each([
		['t1566.001'],
		['https://attack.mitre.org/techniques/T1566/001/'],
		[{ __rl: true, mode: 'id', value: 'T1566.001' }],
	])('takes the technique as %j, now, with its only tactic, in an alert', async (patternId) => {
		const before = Date.now();
		const { items } = await run({ operation: 'create', parent: 'alert', alertId, patternId });
		expect(items[0]?.json).toMatchObject({ patternId: 'T1566.001', tactic: 'initial-access' });
		expect(items[0]?.json.occurDate).toBeGreaterThanOrEqual(before);
	});

	it.each([
		[{ patternId: '={{ $json.nothing }}' }, /'Technique' is empty \[item 0\]/],
		[{ patternId: 'https://example.org/T1566' }, /'Technique' is an address, but not of a technique/],
		[{ occurDate: 'last week' }, /'Occurred At' is no date/],
		[{ tactic: 'x'.repeat(33) }, /is 33 characters long/],
		[{ caseId: '={{ $json.nothing }}' }, /'Case'/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'create', parent: 'case', caseId, patternId: 'T1566', ...wrong })).error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('gives TheHive\'s words for an unknown technique and a missing tactic', async () => {
		const create = async (patternId: string) => (await run({ operation: 'create', parent: 'case', caseId, patternId })).error?.message;
		expect(await create('T9999')).toMatch(/Pattern T9999/);
		expect(await create('T1078')).toMatch(/Tactic is required/);
	});
});

describe('Create Many', () => {
	const create = async (techniques: string | string[] | IDataObject) =>
		await run({ operation: 'createMany', parent: 'case', caseId, techniques: '={{ $json.given }}' }, { input: [{ given: techniques }] });

	it('finds techniques in a text, adds the new ones in one request and reports the others', async () => {
		await newProcedure('T1566.001');
		const start = sandbox.requests.length;
		const { items, error } = await create('Phished (T1566.001), then T1059.001 and T1078; T9999 is none. T1059.001 again.');
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/procedures$/)).toEqual([
			{
				procedures: [
					{ patternId: 'T1059.001', tactic: 'execution', occurDate: expect.any(Number) },
					{ patternId: 'T1078', tactic: 'defense-evasion', occurDate: expect.any(Number) },
				],
			},
		]);
		expect(items).toEqual([
			{
				json: {
					found: ['T1566.001', 'T1059.001', 'T1078', 'T9999'],
					created: [expect.objectContaining({ patternId: 'T1059.001', _id: expect.any(String) }), expect.objectContaining({ patternId: 'T1078' })],
					existing: ['T1566.001'],
					unknown: ['T9999'],
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['tags of Sigma, which name the tactic', ['attack.persistence', 'attack.t1078', 'attack.g0016'], [{ patternId: 'T1078', tactic: 'persistence' }]],
		['tags of MISP', ['misp-galaxy:mitre-attack-pattern="Spearphishing Attachment - T1566.001"'], [{ patternId: 'T1566.001', tactic: 'initial-access' }]],
		['an alert of Wazuh', { rule: { mitre: { id: ['T1110'], tactic: ['Credential Access'] } } }, [{ patternId: 'T1110', tactic: 'credential-access' }]],
	])('takes %s', async (_what, given, expected) => {
		const { items, error } = await create(given);
		expect(error).toBeUndefined();
		expect(items[0]?.json.created).toMatchObject(expected);
	});

	it('adds a technique once, though many items name it for the same case', async () => {
		const input = [1, 2, 3, 4, 5].map((number) => ({ text: 'T1566.001 T1059.001', case: number % 2 === 0 ? caseId : caseNumber }));
		const { items, error } = await run({ operation: 'createMany', parent: 'case', caseId: '={{ $json.case }}', techniques: '={{ $json.text }}' }, { input });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		expect(await patternsOf()).toEqual(['T1059.001', 'T1566.001']);
	});

	it('does as its options say', async () => {
		await newProcedure('T1566.001');
		const start = sandbox.requests.length;
		const { items } = await run({
			operation: 'createMany',
			parent: 'case',
			caseId,
			techniques: 'T1566.001, T1078',
			occurDate: '2026-01-31T08:00:00Z',
			procedureCreateManyOptions: { skipExisting: false, tactic: 'Initial Access', description: 'From the report' },
		});
		expect(fixture.sentSince(start, 'POST', /\/procedures$/)).toEqual([
			{
				procedures: ['T1566.001', 'T1078'].map((patternId) => ({
					patternId,
					tactic: 'initial-access',
					occurDate: Date.parse('2026-01-31T08:00:00Z'),
					description: 'From the report',
				})),
			},
		]);
		expect(items[0]?.json).toMatchObject({ existing: [], unknown: [] });
		expect(await patternsOf()).toEqual(['T1078', 'T1566.001', 'T1566.001']);
	});

	it('refuses unknown ids where they shall not be skipped, and adds nothing', async () => {
		const { error } = await run({ operation: 'createMany', parent: 'case', caseId, techniques: 'T1059 T9999', procedureCreateManyOptions: { skipUnknown: false } });
		expect(error?.message).toMatch(/'Text, Tags or List' names what is no technique of the catalog: T9999 \[item 0\]/);
		expect(await patternsOf()).toEqual([]);
	});

	it.each(['nothing in it', '={{ [] }}'])('sends nothing for %j, which names no technique, and says so', async (techniques) => {
		const start = sandbox.requests.length;
		const { items } = await run({ operation: 'createMany', parent: 'case', caseId, techniques });
		expect(items).toEqual([{ json: { found: [], created: [], existing: [], unknown: [] }, pairedItem: { item: 0 } }]);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('works in an alert', async () => {
		const { items } = await run({ operation: 'createMany', parent: 'alert', alertId, techniques: 'T1110' });
		expect(items[0]?.json.created).toMatchObject([{ patternId: 'T1110' }]);
	});

	it.each([
		[{ techniques: '={{ $json.nothing }}' }, /'Text, Tags or List' is empty \[item 0\]/],
		[{ caseId: '={{ $json.nothing }}' }, /'Case'/],
		[{ occurDate: 'soon' }, /'Occurred At' is no date/],
		[{ parent: '={{ $json.nothing }}', alertId: '~1' }, /'In' cannot be 'undefined'/],
		[{ procedureCreateManyOptions: { description: 'x'.repeat(1_048_577) } }, /'Description' is 1048577 characters long/],
	])('refuses bad input and sends nothing: %#', async (wrong, message) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'createMany', parent: 'case', caseId, techniques: 'T1566', ...wrong })).error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('gives TheHive\'s words for an unknown case', async () => {
		const { error } = await run({ operation: 'createMany', parent: 'case', caseId: '~999999999', techniques: 'T1566.001' });
		expect(error?.message).toMatch(/^NotFoundError: /);
	});
});

describe('Get', () => {
	it('gives a procedure', async () => {
		const procedureId = await newProcedure();
		const { items } = await run({ operation: 'get', procedureId });
		expect(items).toMatchObject([{ json: { _id: procedureId, patternId: 'T1566.001', patternName: 'Spearphishing Attachment', tactic: 'initial-access' }, pairedItem: { item: 0 } }]);
	});

	it('refuses an unknown one', async () => {
		expect((await run({ operation: 'get', procedureId: '~999999999' })).error?.message).toMatch(/'Procedure' is '~999999999', which TheHive does not know/);
	});
});

describe('Get Many', () => {
	it('lists those of a case, of an alert, and all, by filter', async () => {
		await newProcedure();
		await newProcedure('T1110');
		await analyst.post(`/alert/${alertId}/procedure`, { patternId: 'T1046', occurDate: 1 });
		const list = async (within: string, value?: string) =>
			jsonOf(
				(
					await run({
						operation: 'getAll',
						within,
						caseId,
						alertId,
						returnAll: true,
						filters: value === undefined ? {} : { rules: [{ field: 'tactic', operator: 'equals', value }] },
					})
				).items,
			).map(({ patternId }) => patternId);
		expect(await list('case')).toEqual(['T1566.001', 'T1110']);
		expect(await list('case', 'credential-access')).toEqual(['T1110']);
		expect(await list('alert')).toEqual(['T1046']);
		expect(await list('all')).toEqual(expect.arrayContaining(['T1566.001', 'T1110', 'T1046']));
	});
});

describe('Update', () => {
	it('changes and clears fields and gives the procedure as it is then', async () => {
		const procedureId = (await analyst.post(`/case/${caseId}/procedure`, { patternId: 'T1566.001', occurDate: 1, description: 'x' })).id;
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'update',
			procedureId,
			procedureUpdateFields: { patternId: 't1078', tactic: 'attack.persistence', occurDate: 1_769_846_400_000, clearFields: ['description'] },
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/procedure\//)).toEqual([{ patternId: 'T1078', tactic: 'persistence', occurDate: 1_769_846_400_000, description: null }]);
		expect(items[0]?.json).toMatchObject({ _id: procedureId, patternId: 'T1078', tactic: 'persistence' });
		expect(items[0]?.json).not.toHaveProperty('description');
	});

	it('does not touch the date that is not given', async () => {
		const procedureId = await newProcedure();
		const start = sandbox.requests.length;
		await run({ operation: 'update', procedureId, procedureUpdateFields: { occurDate: '', description: 'More' } });
		expect(fixture.sentSince(start, 'PATCH', /\/procedure\//)).toEqual([{ description: 'More' }]);
	});
});

describe('Delete', () => {
	it('confirms', async () => {
		const procedureId = await newProcedure();
		expect((await run({ operation: 'delete', procedureId })).items).toEqual([{ json: { deleted: true, id: procedureId }, pairedItem: { item: 0 } }]);
		expect(await patternsOf()).toEqual([]);
	});
});

describe('in the editor', () => {
	const tactics = async (parameters: Record<string, string>) =>
		(await loadOptions.getTactics.call(editorContext(fixture.credential, { resource: 'procedure', ...parameters }))).map(({ value }) => value);

	it('offers the tactics of the chosen technique', async () => {
		expect(await tactics({ operation: 'create', patternId: 'T1566.001' })).toEqual(['initial-access']);
		expect((await tactics({ operation: 'create', patternId: 'T1078' })).sort()).toEqual(['defense-evasion', 'initial-access', 'persistence', 'privilege-escalation']);
	});

	it('offers the tactics of the procedure that is updated, and all as long as none is chosen', async () => {
		expect(await tactics({ operation: 'update', procedureId: await newProcedure() })).toEqual(['initial-access']);
		expect(await tactics({ operation: 'create', patternId: '' })).toHaveLength(14);
	});

	it('finds techniques by ID and by name, with their tactics', async () => {
		const context = editorContext(fixture.credential, { resource: 'procedure', operation: 'create' });
		expect((await listSearch.searchPatterns.call(context, 't1566.00')).results).toContainEqual(
			expect.objectContaining({ name: 'T1566.001 Spearphishing Attachment (initial-access)', value: 'T1566.001' }),
		);
		expect((await listSearch.searchPatterns.call(context, 'spearphishing attachment')).results.map(({ value }) => value)).toContain('T1566.001');
	});

	it('finds procedures by their technique', async () => {
		const procedureId = await newProcedure('T1110');
		const { results } = await listSearch.searchProcedures.call(editorContext(fixture.credential, { resource: 'procedure', operation: 'get' }), 't1110');
		expect(results.map(({ value }) => value)).toContain(procedureId);
	});
});
