import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from './json.mts';
import { useSandbox } from './testbed.mts';

/** What bodies may change: what null clears, what is generated, what is unique, what may be sent again, two writers at once. */

describe('writing', () => {
	let clock = 1_760_000_000_000;
	const bed = useSandbox({ now: () => clock });
	let references = 0;
	const alertBody = (more: JsonObject = {}): JsonObject => ({ type: 't', source: 's', sourceRef: `w-${++references}`, title: 'A', description: 'd', ...more });
	const newAlert = async (more: JsonObject = {}) => (await bed.soc.analyst.post('/alert', alertBody(more))).id;
	const newCase = async (more: JsonObject = {}) => (await bed.soc.analyst.post('/case', { title: 'c', description: 'd', ...more })).id;

	/** Makes an object with the fields given, clears each with null, and tells which are left. */
	async function leftAfterNull(path: string, fields: JsonObject): Promise<string[]> {
		const { analyst } = bed.soc;
		expect((await analyst.patch(path, fields)).status).toBe(204);
		const before = (await analyst.get(path)).object;
		expect(Object.keys(fields).filter((name) => before[name] === undefined)).toEqual([]);
		expect((await analyst.patch(path, Object.fromEntries(Object.keys(fields).map((name) => [name, null])))).status).toBe(204);
		const after = (await analyst.get(path)).object;
		return Object.keys(fields).filter((name) => name in after);
	}

	it('null clears what is optional', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const task = (await analyst.post(`/case/${kase}/task`, { title: 't' })).id;
		const [observable] = (await analyst.post(`/case/${kase}/observable`, { dataType: 'ip', data: '203.0.113.80' })).rows;
		expect(await leftAfterNull(`/alert/${await newAlert()}`, { summary: 's', assignee: 'analyst@main.test', externalLink: 'https://x.example' })).toEqual([]);
		expect(await leftAfterNull(`/case/${kase}`, { summary: 's', assignee: 'analyst@main.test', impactStatus: 'NoImpact', endDate: 5 })).toEqual([]);
		expect(await leftAfterNull(`/task/${task}`, { description: 'x', assignee: 'analyst@main.test', startDate: 1, endDate: 2, dueDate: 3 })).toEqual([]);
		expect(await leftAfterNull(`/observable/${String(observable?.['_id'])}`, { message: 'm', sightedAt: 4 })).toEqual([]);
	});

	it('a new case has an assignee even when none is wanted', async () => {
		expect((await bed.soc.analyst.post('/case', { title: 'c', description: 'd', assignee: null })).object).toMatchObject({ assignee: 'analyst@main.test' });
	});

	it('what TheHive generates cannot be sent', async () => {
		const { analyst } = bed.soc;
		const generated = { _id: '~1', _createdBy: 'me', _createdAt: 1, _updatedAt: 1, number: 99, stage: 'Closed', newDate: 1, closedDate: 1, importedDate: 1, caseId: '~1', unheard: true, observableCount: 7, severityLabel: 'X', timeToDetect: 5 };
		for (const [path, body] of [['/alert', alertBody(generated)], ['/case', { title: 'c', description: 'd', ...generated }]] as const) {
			const made = await analyst.post(path, body);
			expect(made.object).toMatchObject({ _createdBy: 'analyst@main.test', _createdAt: clock, stage: 'New', newDate: clock, severityLabel: 'MEDIUM' });
			for (const name of ['_updatedAt', 'closedDate', 'importedDate', 'caseId', 'unheard']) expect(made.object).not.toHaveProperty(name);
			expect((await analyst.patch(`${path}/${made.id}`, { ...generated, title: 'new' })).status).toBe(204);
			expect((await analyst.get(`${path}/${made.id}`)).object).toMatchObject({ _id: made.id, title: 'new', stage: 'New', newDate: clock });
			expect((await analyst.get(`${path}/${made.id}`)).object['number']).toBe(made.object['number']);
		}
		const kase = await newCase();
		const [observable] = (await analyst.post(`/case/${kase}/observable`, { dataType: 'ip', data: '203.0.113.81', startDate: 5 })).rows;
		expect(observable).toMatchObject({ startDate: clock });
		expect(observable).not.toHaveProperty('sightedAt');
		await analyst.patch(`/observable/${String(observable?.['_id'])}`, { data: 'changed' });
		expect((await analyst.get(`/observable/${String(observable?.['_id'])}`)).object).toMatchObject({ data: '203.0.113.81' });
	});

	it('a change stamps who and when, on the parent too', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		expect((await analyst.get(`/case/${kase}`)).object).not.toHaveProperty('_updatedAt');
		clock += 1000;
		await analyst.post(`/case/${kase}/comment`, { message: 'm' });
		expect((await analyst.get(`/case/${kase}`)).object).toMatchObject({ _updatedAt: clock, _updatedBy: 'analyst@main.test' });
		expect((await analyst.get(`/alert/${await newAlert({ observables: [{ dataType: 'ip', data: '203.0.113.82' }] })}`)).object).toMatchObject({ _updatedAt: clock });
		expect((await analyst.get(`/alert/${await newAlert()}`)).object).not.toHaveProperty('_updatedAt');
	});

	it('keys are unique: 400 CreateError', async () => {
		const { admin, analyst } = bed.soc;
		const twice: readonly (readonly [typeof analyst, string, JsonObject])[] = [
			[analyst, '/alert', alertBody()],
			[analyst, '/caseTemplate', { name: 'template' }],
			[analyst, '/function', { name: 'f', definition: 'function handle() {}' }],
			[admin, '/customField', { name: 'field', group: 'g', description: 'd', type: 'string' }],
			[admin, '/alertStatus', { value: 'Twice', stage: 'New' }],
			[admin, '/caseStatus', { value: 'Twice', stage: 'New' }],
			[admin, '/observable/type', { name: 'twice' }],
			[admin, '/organisation', { name: 'twice', description: 'd' }],
			[admin, '/profile', { name: 'twice' }],
			[admin, '/user', { login: 'twice@main.test', name: 'T', profile: 'analyst', organisation: 'main' }],
		];
		for (const [who, path, body] of twice) {
			expect([path, (await who.post(path, body)).status]).toEqual([path, 201]);
			const again = await who.post(path, body);
			expect([path, again.status, again.object['type']]).toEqual([path, 400, 'CreateError']);
		}
		const [taken, other] = [alertBody(), await newAlert()];
		await analyst.post('/alert', taken);
		expect((await analyst.patch(`/alert/${other}`, { sourceRef: taken['sourceRef'] ?? null })).status).toBe(400);
		expect((await bed.soc.other.post('/alert', taken)).status).toBe(201);
	});

	it.each<[string, string, Json]>([
		['an unknown case status', '/case', { title: 'c', description: 'd', status: 'Nonsense' }],
		['a severity of 0', '/case', { title: 'c', description: 'd', severity: 0 }],
		['a tlp of 5', '/case', { title: 'c', description: 'd', tlp: 5 }],
		['a pap of 4', '/case', { title: 'c', description: 'd', pap: 4 }],
		['a date as text', '/case', { title: 'c', description: 'd', startDate: '2026-01-01' }],
		['an empty title', '/case', { title: '', description: 'd' }],
		['no description', '/case', { title: 'c' }],
		['a list', '/case', []],
		['tags that are no list', '/alert', { type: 't', source: 's', sourceRef: 'x', title: 'A', description: 'd', tags: 'a' }],
		['a tag that is too long', '/alert', { type: 't', source: 's', sourceRef: 'x', title: 'A', description: 'd', tags: ['x'.repeat(129)] }],
		['a type that is too long', '/alert', { type: 'x'.repeat(33), source: 's', sourceRef: 'x', title: 'A', description: 'd' }],
		['an observable without data', '/alert', { type: 't', source: 's', sourceRef: 'x', title: 'A', description: 'd', observables: [{ dataType: 'ip' }] }],
		['an unknown observable type', '/alert', { type: 't', source: 's', sourceRef: 'x', title: 'A', description: 'd', observables: [{ dataType: 'x', data: 'y' }] }],
	])('%s is refused with 400', async (_name, path, body) => {
		const { status, object } = await bed.soc.analyst.post(path, body);
		expect(status).toBe(400);
		expect(object).toMatchObject({ type: expect.any(String), message: expect.any(String) });
	});

	it('an assignee has to be there', async () => {
		expect((await bed.soc.analyst.post('/case', { title: 'c', description: 'd', assignee: 'nobody@nowhere.test' })).object).toMatchObject({ type: 'NotFoundError' });
	});

	it('what may be sent again changes nothing more', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const other = await newCase();
		const alert = await newAlert();
		const [first, second] = [await analyst.post(`/alert/${alert}/case`, {}), await analyst.post(`/alert/${alert}/case`, {})];
		expect([second.status, second.id]).toEqual([201, first.id]);
		for (let time = 0; time < 2; time += 1) {
			await analyst.patch(`/alert/${alert}`, { addTags: ['once'] });
			await analyst.post(`/case/${kase}/observable`, { dataType: 'ip', data: '203.0.113.83' });
			await analyst.post(`/case/${kase}/link/case/add`, { type: 'related', caseId: other });
			await analyst.post(`/case/${kase}/shares`, { shares: [{ organisation: 'other' }] });
		}
		expect((await analyst.get(`/alert/${alert}`)).object).toMatchObject({ tags: ['once'] });
		expect((await analyst.query({ _name: 'getCase', idOrName: kase }, { _name: 'observables' }, { _name: 'count' })).body).toBe(1);
		expect((await analyst.get(`/case/${kase}/shares`)).rows).toHaveLength(1);
		const [row] = (await analyst.query({ _name: 'getCase', idOrName: kase }, { _name: 'page', from: 0, to: 1, extraData: ['links'] })).rows;
		expect(row?.['extraData']).toMatchObject({ links: { caseLinks: [{ type: 'related', caseId: other }] } });
	});

	it('two clients at work at once: one alert for a key, one case for an alert, numbers once, no tag lost', async () => {
		const { analyst, viewer } = bed.soc;
		await bed.soc.admin.patch('/user/viewer@main.test', { profile: 'analyst', organisation: 'main' });
		const both = async <T,>(act: (who: typeof analyst, turn: number) => Promise<T>) => Promise.all(Array.from({ length: 20 }, (_, turn) => act(turn % 2 ? analyst : viewer, turn)));
		const same = alertBody();
		const made = await both((who) => who.post('/alert', same));
		expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
		expect(made.filter(({ status }) => status === 400)).toHaveLength(19);
		const alert = made.find(({ status }) => status === 201)?.id ?? '';
		const promoted = await both((who) => who.post(`/alert/${alert}/case`, {}));
		expect(new Set(promoted.map(({ id }) => id)).size).toBe(1);
		const numbers = (await both((who) => who.post('/case', { title: 'c', description: 'd' }))).map(({ object }) => object['number']);
		expect(new Set(numbers).size).toBe(20);
		await both((who, turn) => who.patch(`/alert/${alert}`, { addTags: [`t${turn}`] }));
		expect((await analyst.get(`/alert/${alert}`)).object['tags']).toHaveLength(20);
		const deleted = await both((who) => who.delete(`/alert/${alert}`));
		expect(deleted.filter(({ status }) => status === 204)).toHaveLength(1);
	});
});
