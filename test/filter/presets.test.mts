import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPresets, PRESET_ENTITIES, presetField } from '../../nodes/shared/filter/presets';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

const DAY = 86_400_000;
const ME = 'analyst@main.test';

let fixture: SocFixture;
let clock = Date.parse('2026-03-10T12:00:00Z');
const started = Date.now();

beforeAll(async () => {
	fixture = await startSoc('alert', { now: () => clock + Date.now() - started });
	const { analyst } = fixture;
	const alert = async (sourceRef: string, rest: object = {}) => (await analyst.post('/alert', { type: 't', source: 's', sourceRef, title: sourceRef, description: 'd', ...rest })).id;
	const aCase = async (title: string, rest: object = {}) => (await analyst.post('/case', { title, description: 'd', ...rest })).id;
	// what was there before, and not touched since
	clock -= 8 * DAY;
	await alert('old new');
	const begun = await alert('begun', { severity: 3 });
	const dismissed = await alert('dismissed', { severity: 4 });
	await aCase('old', { flag: true });
	const done = await aCase('done');
	const woken = await aCase('woken');
	const caseId = await aCase('with tasks', { severity: 4 });
	clock += 8 * DAY;
	await analyst.patch(`/alert/${begun}`, { status: 'InProgress', assignee: ME });
	await analyst.patch(`/alert/${dismissed}`, { status: 'Ignored' });
	await analyst.patch(`/case/${done}`, { status: 'TruePositive', impactStatus: 'NoImpact', summary: 's' });
	await analyst.patch(`/case/${woken}`, { tags: ['woken'], assignee: null });
	await alert('fresh', { severity: 3 });
	await aCase('mine', { assignee: ME });
	const task = async (title: string, rest: object = {}) => (await analyst.post(`/case/${caseId}/task`, { title, ...rest })).id;
	const now = clock;
	await task('overdue', { dueDate: now - DAY });
	await task('due tonight', { dueDate: now + DAY / 3, assignee: ME });
	await task('due next week', { dueDate: now + 7 * DAY, mandatory: true });
	const finished = await task('finished', { dueDate: now - DAY, mandatory: true, assignee: ME });
	await analyst.patch(`/task/${finished}`, { status: 'Completed' });
	await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: ['192.0.2.1'], ioc: true });
	await analyst.post(`/case/${caseId}/observable`, { dataType: 'domain', data: ['evil.example'], sighted: true });
	await analyst.post(`/case/${caseId}/observable`, { dataType: 'other', data: ['neither'] });
});

afterAll(async () => await fixture.close());

async function found(resource: string, parameters: INodeParameters): Promise<string[]> {
	const { items, error } = await fixture.run({ resource, operation: 'getAll', returnAll: true, within: 'all', ...parameters });
	expect(error).toBeUndefined();
	return items.map(({ json }) => String(json.title ?? json.data)).sort();
}

/** Each preset of each kind of record, with what it finds. */
const expected: Record<string, Record<string, string[]>> = {
	alert: {
		lastDay: ['fresh'],
		highOpen: ['begun', 'fresh'],
		mine: ['begun'],
		new: ['fresh', 'old new'],
		open: ['begun', 'fresh', 'old new'],
		unassigned: ['fresh', 'old new'],
	},
	case: {
		closedLastWeek: ['done'],
		lastDay: ['mine'],
		flagged: ['old'],
		highOpen: ['with tasks'],
		mine: ['mine', 'old', 'with tasks'],
		open: ['mine', 'old', 'with tasks', 'woken'],
		unassigned: ['woken'],
		stale: ['old'],
	},
	observable: { lastDay: ['192.0.2.1', 'evil.example', 'neither'], files: [], ioc: ['192.0.2.1'], sighted: ['evil.example'] },
	task: {
		dueSoon: ['due tonight'],
		mandatoryOpen: ['due next week'],
		mine: ['due tonight'],
		open: ['due next week', 'due tonight', 'overdue'],
		overdue: ['overdue'],
		unassigned: ['due next week', 'overdue'],
	},
};

const cases = Object.entries(expected).flatMap(([resource, presets]) => Object.entries(presets).map(([preset, rows]): [string, string, string[]] => [resource, preset, rows]));

describe('the preset', () => {
	it('table is the one that is tested here', () => {
		const table = PRESET_ENTITIES.map((entity) => [entity, (presetField(entity).options ?? []).flatMap((option) => ('value' in option && option.value !== 'none' ? [String(option.value)] : [])).sort()]);
		expect(table).toEqual(Object.entries(expected).map(([entity, presets]) => [entity, Object.keys(presets).sort()]));
		expect(hasPresets('comment')).toBe(false);
	});

	it.each(cases)('%s %s finds its records', async (resource, preset, rows) => {
		expect(await found(resource, { [`${resource}Preset`]: preset })).toEqual(rows);
	});

	it('none asks for nothing', async () => {
		expect(await found('alert', { alertPreset: 'none' })).toHaveLength(4);
	});

	it('goes by its name in the form, too', async () => {
		expect(await found('alert', { alertPreset: '={{ "new alerts" }}' })).toEqual(['fresh', 'old new']);
	});

	it('is joined with the rules, which may be any', async () => {
		const filters = { rules: [{ field: 'title', operator: 'equals', value: 'fresh' }, { field: 'title', operator: 'equals', value: 'begun' }] };
		expect(await found('alert', { alertPreset: 'new', filterMatch: 'any', filters })).toEqual(['fresh']);
	});

	it('counts', async () => {
		const { items } = await fixture.run({ resource: 'task', operation: 'count', within: 'all', taskPreset: 'overdue' });
		expect(items.map(({ json }) => json)).toEqual([{ count: 1 }]);
	});

	it('is enough of a filter for a bulk change, which none is not', async () => {
		const update = { resource: 'case', operation: 'updateMany', applyTo: 'filter', caseUpdateFields: { tags: ['swept'] }, dryRun: true };
		const { items } = await fixture.run({ ...update, casePreset: 'stale' });
		expect(items.map(({ json }) => json.title)).toEqual(['old']);
		const { error } = await fixture.run(update);
		expect(error?.message).toMatch(/'Filters' name no condition/);
	});

	it('chooses what is exported', async () => {
		const { items, error } = await fixture.run({ resource: 'export', operation: 'toFile', exportModel: 'Alert', exportFormat: 'json', alertPreset: 'unassigned', returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [request] = fixture.sandbox.requests.slice(-1);
		expect(decodeURIComponent(request?.path ?? '')).toContain('"_not":{"_has":"assignee"}');
	});

	it("of one's own records asks once who one is, however many items", async () => {
		const start = fixture.sandbox.requests.length;
		const { items } = await fixture.run({ resource: 'task', operation: 'count', within: 'all', taskPreset: 'mine' }, { input: [{}, {}, {}] });
		expect(items).toHaveLength(3);
		expect(fixture.sandbox.requests.slice(start).filter(({ path }) => path.includes('/user/current'))).toHaveLength(1);
	});
});
