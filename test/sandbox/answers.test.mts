import { describe, expect, it } from 'vitest';
import { isList, isObject } from './json.mts';
import type { Json, JsonObject } from './json.mts';
import { useSandbox } from './testbed.mts';

/** Smaller rules that a client can see: the feed, data types, techniques, logs, functions, totals. */

describe('answers', () => {
	let clock = 1_770_000_000_000;
	const bed = useSandbox({ now: () => clock });
	let references = 0;
	const newAlert = async (more: JsonObject = {}) =>
		(await bed.soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: `x-${++references}`, title: 'A', description: 'd', ...more })).id;
	const newCase = async (more: JsonObject = {}) => (await bed.soc.analyst.post('/case', { title: 'c', description: 'd', ...more })).id;

	it('the feed shows the last ten main actions of a day, newest first, of one root when asked', async () => {
		const { analyst } = bed.soc;
		const old = await newAlert();
		clock += 86_400_001;
		for (let count = 0; count < 12; count += 1) {
			clock += 1;
			await newAlert();
		}
		const feed = (await analyst.get('/flow')).rows;
		expect(feed).toHaveLength(10);
		const stamps = feed.map(({ base }) => Number(isObject(base) && base['_createdAt']));
		expect(stamps).toEqual(stamps.toSorted((a, b) => b - a));
		expect((await analyst.get(`/flow?rootId=${encodeURIComponent(old)}`)).body).toEqual([]);
		const kase = await newCase();
		await analyst.post(`/case/${kase}/comment`, { message: 'm' });
		expect((await analyst.get(`/flow?rootId=${encodeURIComponent(kase)}&count=1`)).rows).toMatchObject([{ base: { objectType: 'Comment', rootId: kase } }]);
	});

	it('the sixteen data types are there, and types compare with or without case', async () => {
		const { admin, analyst } = bed.soc;
		const types = (await analyst.query({ _name: 'listObservableType' }, { _name: 'sort', _fields: [{ name: 'asc' }] })).rows.map(({ name }) => name);
		expect(types).toEqual(['autonomous-system', 'domain', 'file', 'filename', 'fqdn', 'hash', 'hostname', 'ip', 'mail', 'mail-subject', 'other', 'regexp', 'registry', 'uri_path', 'url', 'user-agent']);
		await admin.post('/observable/type', { name: 'exact', isCaseSensitive: true });
		await admin.post('/observable/type', { name: 'loose', isCaseSensitive: false });
		const kase = await newCase();
		for (const dataType of ['exact', 'loose']) await analyst.post(`/case/${kase}/observable`, { dataType, data: ['Value', 'VALUE'] });
		const made = (await analyst.query({ _name: 'getCase', idOrName: kase }, { _name: 'observables' })).rows;
		expect(made.map(({ dataType, data }) => `${String(dataType)} ${String(data)}`)).toEqual(['exact Value', 'exact VALUE', 'loose Value']);
	});

	it('a technique needs its tactic only when it has several', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const patterns = (await analyst.query({ _name: 'listPattern' })).rows;
		const tactics = (row: JsonObject | undefined): readonly Json[] => (isList(row?.['tactics']) ? row['tactics'] : []);
		const [one, many] = [patterns.find((row) => tactics(row).length === 1), patterns.find((row) => tactics(row).length > 1)];
		const add = (pattern: JsonObject | undefined) => analyst.post(`/case/${kase}/procedure`, { patternId: pattern?.['patternId'] ?? null, occurDate: 1 });
		expect((await add(one)).object).toMatchObject({ tactic: tactics(one)[0] });
		expect((await add(many)).status).toBe(400);
		expect((await analyst.post(`/case/${kase}/procedure`, { patternId: many?.['patternId'] ?? null, occurDate: 1, tactic: 'nonsense' })).status).toBe(400);
		expect(patterns.length).toBeGreaterThanOrEqual(150);
	});

	it('a log tells when something was done, and is in the timeline only when dated there', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const task = (await analyst.post(`/case/${kase}/task`, { title: 't' })).id;
		const [dated, plain] = [await analyst.post(`/task/${task}/log`, { message: 'm', startDate: 5, includeInTimeline: 7 }), await analyst.post(`/task/${task}/log`, { message: 'n' })];
		expect(dated.object).toMatchObject({ date: 5, owner: 'analyst@main.test', includeInTimeline: 7 });
		expect(plain.object).toMatchObject({ date: clock });
		expect(plain.object).not.toHaveProperty('includeInTimeline');
		const logs = async () => {
			const { events } = (await analyst.get(`/case/${kase}/timeline`)).object;
			return (isList(events) ? events.filter(isObject) : []).filter(({ kind }) => kind === 'Log').map(({ entityId, date }) => ({ entityId, date }));
		};
		expect(await logs()).toEqual([{ entityId: dated.id, date: 7 }]);
		await analyst.patch(`/log/${dated.id}`, { includeInTimeline: null });
		expect(await logs()).toEqual([]);
	});

	it('the timeline of a case has all kinds', async () => {
		const { analyst } = bed.soc;
		const alert = await newAlert({ observables: [{ dataType: 'ip', data: '203.0.113.99' }], procedures: [{ patternId: 'T1059', occurDate: 1, tactic: 'execution' }] });
		const kase = (await analyst.post(`/alert/${alert}/case`, {})).id;
		const task = (await analyst.post(`/case/${kase}/task`, { title: 't', status: 'InProgress' })).id;
		await analyst.post(`/task/${task}/log`, { message: 'm', includeInTimeline: 1 });
		await analyst.post(`/case/${kase}/customEvent`, { date: 1, title: 'e' });
		const [observable] = (await analyst.query({ _name: 'getCase', idOrName: kase }, { _name: 'observables' })).rows;
		await analyst.patch(`/observable/${String(observable?.['_id'])}`, { sighted: true, sightedAt: 5 });
		const { events } = (await analyst.get(`/case/${kase}/timeline`)).object;
		const kinds = new Set((isList(events) ? events.filter(isObject) : []).map(({ kind }) => String(kind)));
		expect([...kinds].toSorted()).toEqual(['Alert', 'Case', 'Custom', 'Log', 'Observable', 'Procedure', 'Task']);
	});

	it('a function answers, fails with 500, and works in the background on an object', async () => {
		const { analyst } = bed.soc;
		await analyst.post('/function', { name: 'double', definition: 'function handle(input) { return input * 2 }', types: ['api'] });
		await analyst.post('/function', { name: 'broken', definition: 'function handle() { throw new Error("no") }' });
		expect((await analyst.post('/function/double', 21)).object).toMatchObject({ result: 42 });
		expect((await analyst.post('/function/broken', {})).status).toBe(500);
		const kase = await newCase();
		expect((await analyst.post(`/function/double/case/${kase}?sync=true`)).object).toMatchObject({ result: null });
		expect((await analyst.post(`/function/double/case/${kase}`)).object).not.toHaveProperty('result');
		await analyst.patch('/function/double', { mode: 'Disabled' });
		expect((await analyst.post('/function/double', 21)).status).toBe(400);
	});

	it('totals come in a header, whatever the page', async () => {
		const kase = await newCase();
		for (const title of ['a', 'b', 'c']) await bed.soc.analyst.post(`/case/${kase}/task`, { title });
		const reply = await bed.soc.analyst.query({ _name: 'getCase', idOrName: kase }, { _name: 'tasks' }, { _name: 'page', from: 0, to: 1, extraData: ['total', 'unheard'] });
		expect(reply.rows).toHaveLength(1);
		expect(reply.headers.get('x-total')).toBe('3');
	});

	it('actions are asked of organisations by name', async () => {
		const { analyst, other } = bed.soc;
		const kase = await newCase();
		await analyst.post(`/case/${kase}/shares`, { shares: [{ organisation: 'other', taskRule: 'autoShare' }] });
		const task = (await analyst.post(`/case/${kase}/task`, { title: 't' })).id;
		await analyst.put(`/task/${task}/actionRequired/other`);
		expect((await other.get(`/task/${task}/actionRequired`)).body).toEqual({ main: false, other: true });
		const [row] = (await other.query({ _name: 'getTask', idOrName: task }, { _name: 'page', from: 0, to: 1, extraData: ['actionRequired'] })).rows;
		expect(row?.['extraData']).toEqual({ actionRequired: true });
		await other.put(`/task/${task}/actionDone/other`);
		expect((await analyst.get(`/task/${task}/actionRequired`)).body).toEqual({ main: false, other: false });
	});
});
