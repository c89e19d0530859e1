import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.mts';
import { useSandbox } from './testbed.mts';

/** What of alerts and cases comes together in a case: promotion, merge, import, merge of cases and of observables. */

describe('coming together', () => {
	let clock = 1_750_000_000_000;
	const bed = useSandbox({ now: () => clock });
	let references = 0;
	const newAlert = (more: JsonObject = {}) =>
		bed.soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: `m-${++references}`, title: 'Alert', description: 'told', ...more });
	const newCase = (more: JsonObject = {}) => bed.soc.analyst.post('/case', { title: 'Case', description: 'kept', ...more });
	const parts = async (kind: 'Alert' | 'Case', id: string, part: string) => (await bed.soc.analyst.query({ _name: `get${kind}`, idOrName: id }, { _name: part })).rows;

	/** An alert with everything that can hang on one. */
	async function fullAlert(more: JsonObject = {}): Promise<string> {
		const { analyst } = bed.soc;
		const { id } = await newAlert({
			tags: ['from-alert'],
			observables: [{ dataType: 'domain', data: 'both.example', tags: ['alert'] }, { dataType: 'ip', data: '203.0.113.5' }],
			procedures: [{ patternId: 'T1566.001', occurDate: 1 }],
			...more,
		});
		await analyst.post(`/alert/${id}/comment`, { message: 'said' });
		const form = new FormData();
		form.append('attachments', new Blob(['bytes']), 'a.txt');
		await analyst.post(`/alert/${id}/attachments`, form);
		return id;
	}

	it('a template given at promotion beats the one remembered; its parts come in unless given', async () => {
		const { analyst } = bed.soc;
		for (const name of ['remembered', 'given']) {
			await analyst.post('/caseTemplate', { name, titlePrefix: `[${name}] `, tags: [name], severity: 4, tasks: [{ title: name }] });
		}
		const remembered = await analyst.post(`/alert/${(await newAlert({ caseTemplate: 'remembered', tags: ['own'] })).id}/case`, {});
		expect(remembered.object).toMatchObject({ title: '[remembered] Alert', tags: ['own', 'remembered'], severity: 2 });
		const given = await analyst.post(`/alert/${(await newAlert({ caseTemplate: 'remembered' })).id}/case`, { caseTemplate: 'given', tags: ['explicit'], tasks: [{ title: 'mine' }], title: 'Chosen', severity: 1 });
		expect(given.object).toMatchObject({ title: '[given] Chosen', tags: ['explicit'], severity: 1 });
		expect((await parts('Case', given.id, 'tasks')).map(({ title }) => title)).toEqual(['mine']);
	});

	it('a template that is nowhere is remembered all the same, and missed at promotion', async () => {
		const alert = await newAlert({ caseTemplate: 'nowhere' });
		expect(alert.object).toMatchObject({ caseTemplate: 'nowhere' });
		const refused = await bed.soc.analyst.post(`/alert/${alert.id}/case`, {});
		expect([refused.status, refused.object['type']]).toEqual([404, 'NotFoundError']);
	});

	it('promotion copies what hangs on the alert: new ids, no reports, dates of now', async () => {
		const id = await fullAlert();
		clock += 5000;
		const kase = await bed.soc.analyst.post(`/alert/${id}/case`, {});
		for (const part of ['observables', 'procedures', 'comments', 'attachments']) {
			const [before, after] = [await parts('Alert', id, part), await parts('Case', kase.id, part)];
			expect(after).toHaveLength(before.length);
			expect(after.map(({ _id }) => _id)).not.toEqual(before.map(({ _id }) => _id));
		}
		expect(await parts('Case', kase.id, 'observables')).toMatchObject([{ startDate: clock, reports: {} }, { startDate: clock, reports: {} }]);
		expect(kase.object).toMatchObject({ alertNewDate: clock - 5000, alertInProgressDate: clock, alertImportedDate: clock, timeToQualify: 5000 });
	});

	it('an alert that was worked on before keeps when that began', async () => {
		const { id } = await newAlert();
		clock += 1000;
		await bed.soc.analyst.patch(`/alert/${id}`, { status: 'InProgress' });
		clock += 1000;
		const kase = await bed.soc.analyst.post(`/alert/${id}/case`, {});
		expect(kase.object).toMatchObject({ alertInProgressDate: clock - 1000, timeToTriage: 1000, timeToQualify: 2000 });
		clock += 1000;
		await bed.soc.analyst.patch(`/case/${kase.id}`, { status: 'TruePositive' });
		expect((await bed.soc.analyst.get(`/case/${kase.id}`)).object).toMatchObject({ timeToResolve: 2000, handlingDuration: 2000 });
	});

	it('merging into a case: an observable known there only gains the tags; all else is added', async () => {
		const kase = await newCase({ tags: ['case'] });
		await bed.soc.analyst.post(`/case/${kase.id}/observable`, { dataType: 'domain', data: 'BOTH.example', tags: ['case'], message: 'first' });
		const alert = await fullAlert();
		expect((await bed.soc.analyst.post(`/alert/${alert}/merge/${kase.id}`)).object).toMatchObject({ tags: ['case', 'from-alert'] });
		const observables = await parts('Case', kase.id, 'observables');
		expect(observables).toHaveLength(2);
		expect(observables.find(({ dataType }) => dataType === 'domain')).toMatchObject({ data: 'BOTH.example', message: 'first', tags: ['case', 'alert'] });
		for (const part of ['procedures', 'comments', 'attachments']) expect(await parts('Case', kase.id, part)).toHaveLength(1);
		expect((await bed.soc.analyst.get(`/alert/${alert}`)).object).toMatchObject({ caseId: kase.id, status: 'Imported', stage: 'Imported' });
	});

	it('merging many leaves the description, takes at most 50, and all or none', async () => {
		const kase = await newCase();
		const alerts = [(await newAlert()).id, (await newAlert()).id];
		expect((await bed.soc.analyst.post('/alert/merge/_bulk', { caseId: kase.id, alertIds: alerts })).object).toMatchObject({ description: 'kept' });
		const fresh = (await newAlert()).id;
		expect((await bed.soc.analyst.post('/alert/merge/_bulk', { caseId: kase.id, alertIds: [fresh, ...alerts] })).status).toBe(400);
		expect((await bed.soc.analyst.get(`/alert/${fresh}`)).object).toMatchObject({ stage: 'New' });
		const many = Array.from({ length: 51 }, () => fresh);
		expect((await bed.soc.analyst.post('/alert/merge/_bulk', { caseId: kase.id, alertIds: many })).status).toBe(400);
	});

	it('importing takes observables and techniques only', async () => {
		const kase = await newCase({ tags: ['case'] });
		const alert = await fullAlert();
		const imported = await bed.soc.analyst.post(`/alert/${alert}/import/${kase.id}`);
		expect(imported.object).toMatchObject({ description: 'kept', tags: ['case'] });
		expect(await Promise.all(['observables', 'procedures', 'comments', 'attachments'].map(async (part) => (await parts('Case', kase.id, part)).length))).toEqual([2, 1, 0, 0]);
	});

	it('unlinking leaves what was copied; the alert can be imported again', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const alert = await fullAlert();
		await analyst.post(`/alert/${alert}/merge/${kase.id}`);
		expect((await analyst.delete(`/case/${kase.id}/alert/${alert}`)).status).toBe(204);
		expect((await analyst.get(`/alert/${alert}`)).object).not.toHaveProperty('caseId');
		expect(await parts('Case', kase.id, 'observables')).toHaveLength(2);
		expect((await analyst.delete(`/case/${kase.id}/alert/${alert}`)).status).toBe(404);
		expect((await analyst.post(`/alert/${alert}/case`, {})).status).toBe(201);
	});

	it('merging cases: a new one of both, with everything in them', async () => {
		const { analyst } = bed.soc;
		const [one, two] = [
			await newCase({ title: 'one', severity: 1, tlp: 3, pap: 0, startDate: 2000, tags: ['a', 'b'], tasks: [{ title: 'T1' }], pages: [{ title: 'P1', content: '', category: 'c' }] }),
			await newCase({ title: 'two', severity: 3, tlp: 1, pap: 2, startDate: 1000, tags: ['b', 'c'], tasks: [{ title: 'T2' }] }),
		];
		for (const { id } of [one, two]) {
			await analyst.post(`/case/${id}/observable`, { dataType: 'domain', data: 'merged.example', tags: [id] });
			await analyst.post(`/case/${id}/comment`, { message: 'm' });
			await analyst.post(`/case/${id}/procedure`, { patternId: 'T1059', occurDate: 1, tactic: 'execution' });
			await analyst.post(`/case/${id}/customEvent`, { date: 1, title: 'e' });
		}
		const alert = (await newAlert()).id;
		await analyst.post(`/alert/${alert}/merge/${two.id}`);
		const merged = await analyst.post(`/case/_merge/${encodeURIComponent(`${one.id},${two.id}`)}`);
		expect(merged.status).toBe(201);
		expect(merged.object).toMatchObject({ title: 'one / two', severity: 3, tlp: 3, pap: 2, startDate: 1000, tags: ['a', 'b', 'c'] });
		const counts = await Promise.all(['tasks', 'observables', 'comments', 'procedures', 'customEvents', 'pages', 'alerts'].map(async (part) => (await parts('Case', merged.id, part)).length));
		expect(counts).toEqual([2, 1, 2, 2, 2, 1, 1]);
		expect((await analyst.get(`/alert/${alert}`)).object).toMatchObject({ caseId: merged.id, stage: 'Imported' });
		for (const { id } of [one, two]) expect((await analyst.get(`/case/${id}`)).status).toBe(404);
		const number = (reply: { object: JsonObject }) => Number(reply.object['number']);
		expect(number(merged)).toBeGreaterThan(number(two));
	});

	it('merging cases needs two at least, 50 at most, and all of them', async () => {
		const { analyst } = bed.soc;
		const { id } = await newCase();
		expect((await analyst.post(`/case/_merge/${id}`)).status).toBe(400);
		expect((await analyst.post(`/case/_merge/${id},~404`)).status).toBe(404);
		expect((await analyst.post(`/case/_merge/${Array.from({ length: 51 }, () => id).join(',')}`)).status).toBe(400);
		expect((await analyst.get(`/case/${id}`)).status).toBe(200);
	});
});
