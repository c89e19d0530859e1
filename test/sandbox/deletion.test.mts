import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.mts';
import type { Kind } from './store/rows.mts';
import { useSandbox } from './testbed.mts';

/** What a deletion takes along, what it frees, and what it refuses. */

describe('deletion', () => {
	const bed = useSandbox({ cortexJobMs: 5 });
	let references = 0;
	const newAlert = (more: JsonObject = {}) =>
		bed.soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: `d-${++references}`, title: 'A', description: 'd', ...more });

	/** How many rows the instance holds, but for what it remembers of the past. */
	function rows(): Record<string, number> {
		const remembered: readonly Kind[] = ['audit', 'tag', 'setting'];
		const tables = Object.entries(bed.sandbox.store.tables).filter(([kind]) => !remembered.some((other) => other === kind));
		return Object.fromEntries(tables.map(([kind, table]) => [kind, table.size]));
	}

	async function fill(path: string): Promise<void> {
		const { analyst } = bed.soc;
		const form = () => {
			const data = new FormData();
			data.append('attachments', new Blob(['bytes']), 'a.txt');
			return data;
		};
		await analyst.post(`${path}/observable`, { dataType: 'ip', data: '203.0.113.40' });
		const file = new FormData();
		file.append('attachment', new Blob(['evil']), 'evil.bin');
		file.append('_json', JSON.stringify({ dataType: 'file' }));
		await analyst.post(`${path}/observable`, file);
		await analyst.post(`${path}/comment`, { message: 'm' });
		await analyst.post(`${path}/procedure`, { patternId: 'T1059', occurDate: 1, tactic: 'execution' });
		await analyst.post(`${path}/attachments`, form());
		if (!path.startsWith('/case/')) return;
		const task = await analyst.post(`${path}/task`, { title: 'T' });
		const log = await analyst.post(`/task/${task.id}/log`, { message: 'm' });
		await analyst.post(`/log/${log.id}/attachments`, form());
		await analyst.post(`${path}/page`, { title: 'P', content: '', category: 'c' });
		await analyst.post(`${path}/customEvent`, { date: 1, title: 'e' });
		await analyst.post(`${path}/shares`, { shares: [{ organisation: 'other' }] });
	}

	it('of an alert takes all that hangs on it', async () => {
		const before = rows();
		const { id } = await newAlert();
		await fill(`/alert/${id}`);
		expect((await bed.soc.analyst.delete(`/alert/${id}`)).status).toBe(204);
		expect(rows()).toEqual(before);
	});

	it('of a case takes all that is in it, for everyone', async () => {
		const { analyst, other } = bed.soc;
		const before = rows();
		const { id } = await analyst.post('/case', { title: 'c', description: 'd' });
		await fill(`/case/${id}`);
		expect((await other.get(`/case/${id}`)).status).toBe(200);
		expect((await analyst.delete(`/case/${id}`)).status).toBe(204);
		expect(rows()).toEqual(before);
		expect((await other.get(`/case/${id}`)).status).toBe(404);
	});

	it('of a case takes the links of others to it along', async () => {
		const { analyst } = bed.soc;
		const [one, two] = [await analyst.post('/case', { title: 'one', description: 'd' }), await analyst.post('/case', { title: 'two', description: 'd' })];
		await analyst.post(`/case/${one.id}/link/case/add`, { type: 'related', caseId: two.id });
		await analyst.delete(`/case/${two.id}`);
		const [row] = (await analyst.query({ _name: 'getCase', idOrName: one.id }, { _name: 'page', from: 0, to: 1, extraData: ['links'] })).rows;
		expect(row?.['extraData']).toEqual({ links: { caseLinks: [], externalLinks: [] } });
	});

	it('of an imported alert leaves the case as it is', async () => {
		const { analyst } = bed.soc;
		const { id } = await newAlert({ observables: [{ dataType: 'ip', data: '203.0.113.41' }] });
		const kase = await analyst.post(`/alert/${id}/case`, {});
		expect((await analyst.delete(`/alert/${id}`)).status).toBe(204);
		expect((await analyst.query({ _name: 'getCase', idOrName: kase.id }, { _name: 'observables' })).rows).toHaveLength(1);
		expect((await analyst.query({ _name: 'getCase', idOrName: kase.id }, { _name: 'alerts' })).rows).toHaveLength(0);
	});

	it('of an observable counts those of its alert anew', async () => {
		const { analyst } = bed.soc;
		const { id } = await newAlert({ observables: [{ dataType: 'ip', data: ['203.0.113.42', '203.0.113.43'] }] });
		const [first] = (await analyst.query({ _name: 'getAlert', idOrName: id }, { _name: 'observables' })).rows;
		await analyst.delete(`/observable/${String(first?.['_id'])}`);
		expect((await analyst.get(`/alert/${id}`)).object).toMatchObject({ observableCount: 1 });
	});

	it('of many is all or none', async () => {
		const { analyst } = bed.soc;
		const { id } = await newAlert();
		expect((await analyst.post('/alert/delete/_bulk', { ids: [id, '~404'] })).status).toBe(404);
		expect((await analyst.get(`/alert/${id}`)).status).toBe(200);
	});

	it('twice is not found', async () => {
		const { id } = await newAlert();
		expect((await bed.soc.analyst.delete(`/alert/${id}`)).status).toBe(204);
		expect((await bed.soc.analyst.delete(`/alert/${id}`)).status).toBe(404);
	});

	it('frees the key of an alert', async () => {
		const { analyst } = bed.soc;
		const { id, object } = await newAlert();
		await analyst.delete(`/alert/${id}`);
		expect((await newAlert({ sourceRef: object['sourceRef'] ?? null })).status).toBe(201);
	});

	it.each([
		['an alert status in use', 'alertStatus', 'Parked', async () => void (await newAlert({ status: 'Parked' }))],
		['a case status in use', 'caseStatus', 'Parked', async () => void (await bed.soc.analyst.post('/case', { title: 'c', description: 'd', status: 'Parked' }))],
	])('of %s is refused', async (_name, path, value, use) => {
		const { admin } = bed.soc;
		await admin.post(`/${path}`, { value, stage: 'InProgress' });
		await use();
		expect((await admin.delete(`/${path}/${value}`)).status).toBe(400);
		const [row] = (await admin.query({ _name: path === 'alertStatus' ? 'listAlertStatus' : 'listCaseStatus' }, { _name: 'filter', _eq: { _field: 'value', _value: value } })).rows;
		expect(row).toMatchObject({ value });
	});

	it('of a profile or an observable type in use is refused', async () => {
		const { admin, analyst } = bed.soc;
		await admin.post('/profile', { name: 'used', permissions: ['manageAlert/update'] });
		await admin.post('/user', { login: 'user@main.test', name: 'U', profile: 'used', organisation: 'main' });
		expect((await admin.delete('/profile/used')).status).toBe(400);
		expect((await admin.delete('/profile/analyst')).status).toBe(400);
		await admin.post('/observable/type', { name: 'iban' });
		await analyst.post(`/alert/${(await newAlert()).id}/observable`, { dataType: 'iban', data: 'DE00' });
		expect((await admin.delete('/observable/type/iban')).status).toBe(400);
	});

	it('of a user locks; by force it takes the user out of one organisation, or altogether', async () => {
		const { admin } = bed.soc;
		for (const login of ['gone@main.test']) await admin.post('/user', { login, name: 'G', profile: 'analyst', organisation: 'main' });
		await admin.post('/user', { login: 'gone@main.test', name: 'G', profile: 'analyst', organisation: 'other' });
		await admin.delete('/user/gone@main.test');
		expect((await admin.get('/user/gone@main.test')).object).toMatchObject({ locked: true });
		await admin.delete('/user/gone@main.test/force?organisation=main');
		expect((await admin.get('/user/gone@main.test')).object).toMatchObject({ organisation: 'other' });
		await admin.delete('/user/gone@main.test/force');
		expect((await admin.get('/user/gone@main.test')).status).toBe(404);
	});
});
