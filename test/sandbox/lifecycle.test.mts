import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.mts';
import { useSandbox } from './testbed.mts';

describe('life cycles', () => {
	let clock = 1_780_000_000_000;
	const bed = useSandbox({ now: () => clock });
	const pass = (ms: number) => {
		clock += ms;
	};
	let count = 0;
	const newAlert = async (rest: JsonObject = {}) => {
		count += 1;
		return bed.soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: `r-${count}`, title: 'Alert', description: 'd', ...rest });
	};
	const newCase = (rest: JsonObject = {}) => bed.soc.analyst.post('/case', { title: 'Case', description: 'd', ...rest });
	const alertOf = async (id: string) => (await bed.soc.analyst.get(`/alert/${id}`)).object;
	const caseOf = async (id: string) => (await bed.soc.analyst.get(`/case/${id}`)).object;

	it('an alert passes through its stages and keeps the first dates', async () => {
		const { analyst } = bed.soc;
		const started = clock;
		const { id } = await newAlert({ date: clock - 5000 });
		expect(await alertOf(id)).toMatchObject({ status: 'New', stage: 'New', follow: true, severity: 2, tlp: 2, pap: 2, newDate: started, timeToDetect: 5000 });
		pass(1000);
		await analyst.patch(`/alert/${id}`, { status: 'Pending' });
		expect(await alertOf(id)).toMatchObject({ stage: 'InProgress', inProgressDate: started + 1000, timeToTriage: 1000, timeToAcknowledge: 6000 });
		pass(1000);
		await analyst.patch(`/alert/${id}`, { status: 'Ignored' });
		pass(1000);
		await analyst.patch(`/alert/${id}`, { status: 'New' });
		pass(1000);
		await analyst.patch(`/alert/${id}`, { status: 'FalsePositive' });
		expect(await alertOf(id)).toMatchObject({ stage: 'Closed', closedDate: started + 2000, inProgressDate: started + 1000, timeToQualify: 2000 });
	});

	it('a status that does not exist, and Imported without a case, are refused', async () => {
		const { id } = await newAlert();
		for (const status of ['Nonsense', 'Imported']) {
			expect((await bed.soc.analyst.patch(`/alert/${id}`, { status })).status).toBe(400);
		}
	});

	it('reopening needs its own permission', async () => {
		const { admin, analyst } = bed.soc;
		await admin.post('/profile', { name: 'closer', permissions: ['manageAlert/update', 'manageCase/update'] });
		const { id } = await newAlert({ status: 'Ignored' });
		await admin.patch('/user/viewer@main.test', { profile: 'closer', organisation: 'main' });
		const { viewer } = bed.soc;
		expect((await viewer.patch(`/alert/${id}`, { summary: 'fine' })).status).toBe(204);
		expect((await viewer.patch(`/alert/${id}`, { status: 'New' })).status).toBe(403);
		expect((await analyst.patch(`/alert/${id}`, { status: 'New' })).status).toBe(204);
	});

	it('tags are set, added and removed', async () => {
		const { analyst } = bed.soc;
		const { id } = await newAlert({ tags: ['a', 'b'] });
		await analyst.patch(`/alert/${id}`, { addTags: ['c'], removeTags: ['a'] });
		expect(await alertOf(id)).toMatchObject({ tags: ['b', 'c'] });
		await analyst.patch(`/alert/${id}`, { tags: ['z'] });
		expect(await alertOf(id)).toMatchObject({ tags: ['z'] });
	});

	it.each([
		['a title that is too long', { title: 'x'.repeat(513) }, 'InvalidFormatAttributeError'],
		['a severity out of range', { severity: 5 }, 'InvalidFormatAttributeError'],
		['a text for a number', { severity: '3' }, 'InvalidFormatAttributeError'],
		['a tag twice', { tags: ['a', 'a'] }, 'InvalidFormatAttributeError'],
		['an empty tag', { tags: [''] }, 'InvalidFormatAttributeError'],
		['a missing title', { title: null }, 'MissingAttributeError'],
	])('%s is an attribute error', async (_name, rest, type) => {
		const { status, object } = await newAlert(rest);
		expect(status).toBe(400);
		expect(object).toMatchObject({ type: 'AttributeCheckingError', errors: [{ type }] });
	});

	it('a failing part undoes the whole', async () => {
		const before = bed.sandbox.store.table('alert').size;
		const { status } = await newAlert({ observables: [{ dataType: 'ip', data: '203.0.113.9' }, { dataType: 'nonsense', data: 'x' }] });
		expect(status).toBe(400);
		expect(bed.sandbox.store.table('alert').size).toBe(before);
	});

	it('promoting is repeatable and carries the alert over', async () => {
		const { analyst } = bed.soc;
		const { id } = await newAlert({
			severity: 3,
			tags: ['x'],
			date: clock - 60_000,
			observables: [{ dataType: 'ip', data: '203.0.113.1' }],
			procedures: [{ patternId: 'T1566.001', occurDate: 1 }],
		});
		await analyst.post(`/alert/${id}/comment`, { message: 'hello' });
		pass(2000);
		const first = await analyst.post(`/alert/${id}/case`, {});
		const second = await analyst.post(`/alert/${id}/case`, {});
		expect([first.status, second.status]).toEqual([201, 201]);
		expect(second.id).toBe(first.id);
		expect(first.object).toMatchObject({ title: 'Alert', severity: 3, tags: ['x'], assignee: 'analyst@main.test', startDate: clock - 62_000, alertImportedDate: clock, timeToDetect: 60_000, timeToTriage: 2000 });
		expect(await alertOf(id)).toMatchObject({ caseId: first.id, status: 'Imported', stage: 'Imported', importedDate: clock, inProgressDate: clock });
		for (const part of ['observables', 'procedures', 'comments']) {
			expect((await analyst.query({ _name: 'getCase', idOrName: first.id }, { _name: part })).rows).toHaveLength(1);
		}
		expect((await analyst.post(`/alert/${(await newAlert()).id}/case`, { caseTemplate: 'none' })).status).toBe(404);
	});

	it('merging appends the description and unites the tags', async () => {
		const { analyst } = bed.soc;
		const target = await newCase({ tags: ['a'] });
		const { id } = await newAlert({ tags: ['b'], sourceRef: 'merged', observables: [{ dataType: 'ip', data: '203.0.113.2', tags: ['t'] }] });
		const { object } = await analyst.post(`/alert/${id}/merge/${target.id}`);
		expect(object).toMatchObject({ tags: ['a', 'b'], description: 'd\n  \n#### Merged with alert #merged Alert\n\nd' });
		await analyst.delete(`/case/${target.id}/alert/${id}`);
		expect(await alertOf(id)).toMatchObject({ status: 'New', stage: 'New' });
		expect(await alertOf(id)).not.toHaveProperty('caseId');
	});

	it('closing a case ends its tasks; reopening keeps the dates', async () => {
		const { analyst } = bed.soc;
		const started = clock;
		const { id } = await newCase({ tasks: [{ title: 'begun', status: 'InProgress' }, { title: 'waiting' }] });
		pass(1000);
		await analyst.patch(`/case/${id}`, { status: 'TruePositive', summary: 's' });
		const tasks = (await analyst.query({ _name: 'getCase', idOrName: id }, { _name: 'tasks' }, { _name: 'sort', _fields: ['order'] })).rows;
		expect(tasks.map(({ status }) => status)).toEqual(['Completed', 'Cancel']);
		expect(tasks[0]).toMatchObject({ endDate: clock, timeToHandle: 1000 });
		expect(await caseOf(id)).toMatchObject({ stage: 'Closed', endDate: clock, closedDate: clock, inProgressDate: clock, timeToResolve: 0 });
		pass(1000);
		await analyst.patch(`/case/${id}`, { status: 'InProgress' });
		expect(await caseOf(id)).toMatchObject({ stage: 'InProgress', endDate: started + 1000, closedDate: started + 1000 });
		pass(1000);
		await analyst.patch(`/case/${id}`, { status: 'Other' });
		expect(await caseOf(id)).toMatchObject({ endDate: clock, closedDate: started + 1000, timeToResolve: 2000, handlingDuration: 0 });
	});

	it('mandatory tasks and fields keep a case open', async () => {
		const { analyst, admin } = bed.soc;
		const withTask = await newCase({ tasks: [{ title: 'must', mandatory: true }] });
		expect((await analyst.patch(`/case/${withTask.id}`, { status: 'Other' })).status).toBe(400);
		expect(await caseOf(withTask.id)).toMatchObject({ stage: 'New' });
		await admin.post('/customField', { name: 'must', group: 'g', description: '', type: 'string', mandatory: true });
		const withField = await newCase({ customFields: [{ name: 'must', value: null }] });
		expect((await analyst.patch(`/case/${withField.id}`, { status: 'Other' })).status).toBe(400);
		await analyst.patch(`/case/${withField.id}`, { customFields: { must: 'given' } });
		expect((await analyst.patch(`/case/${withField.id}`, { status: 'Other' })).status).toBe(204);
	});

	it('custom fields: an object adds, a list replaces, unknown names are ignored', async () => {
		const { analyst, admin } = bed.soc;
		for (const [name, type] of [['one', 'string'], ['two', 'integer']]) {
			await admin.post('/customField', { name: name ?? '', group: 'g', description: '', type: type ?? '' });
		}
		const { id } = await newCase({ customFields: { one: 'a', unheard: 1 } });
		await analyst.patch(`/case/${id}`, { customFields: { two: 2 } });
		expect(await caseOf(id)).toMatchObject({ customFields: [{ name: 'one', value: 'a', type: 'string' }, { name: 'two', value: 2 }] });
		await analyst.patch(`/case/${id}`, { customFields: [{ name: 'one', value: 'x' }, { name: 'one', value: 'y' }] });
		const { customFields } = await caseOf(id);
		expect(customFields).toMatchObject([{ value: 'x' }, { value: 'y' }]);
		expect((await analyst.patch(`/case/${id}`, { customFields: { two: 'text' } })).status).toBe(400);
		expect((await analyst.patch(`/case/${id}`, { customFields: { one: ['a', 'b'] } })).status).toBe(400);
	});

	it('tasks start, end and assign themselves; a log starts a waiting one', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const task = await analyst.post(`/case/${kase.id}/task`, { title: 't' });
		expect(task.object).toMatchObject({ group: 'default', status: 'Waiting', order: 0, mandatory: false, flag: false });
		await analyst.post(`/task/${task.id}/log`, { message: 'm' });
		expect((await analyst.get(`/task/${task.id}`)).object).toMatchObject({ status: 'InProgress', startDate: clock, assignee: 'analyst@main.test' });
		pass(500);
		await analyst.patch(`/task/${task.id}`, { status: 'Completed' });
		expect((await analyst.get(`/task/${task.id}`)).object).toMatchObject({ endDate: clock, timeToHandle: 500 });
	});

	it('a duplicate observable joins the one there is', async () => {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const [first] = (await analyst.post(`/case/${kase.id}/observable`, { dataType: 'domain', data: 'Evil.example', tags: ['a'] })).rows;
		const [second] = (await analyst.post(`/case/${kase.id}/observable`, { dataType: 'domain', data: 'evil.EXAMPLE', tags: ['b'] })).rows;
		expect(second).toMatchObject({ _id: first?.['_id'] ?? '', data: 'Evil.example', tags: ['a', 'b'] });
		expect((await analyst.post(`/case/${kase.id}/observable`, { dataType: 'file', data: 'x' })).status).toBe(400);
		expect((await analyst.post(`/case/${kase.id}/observable`, { dataType: 'nonsense', data: 'x' })).status).toBe(400);
	});

	it('deleting a case frees its alerts', async () => {
		const { analyst } = bed.soc;
		const { id } = await newAlert();
		const kase = await analyst.post(`/alert/${id}/case`, {});
		await analyst.delete(`/case/${kase.id}`);
		expect(await alertOf(id)).toMatchObject({ status: 'New' });
	});

	it('case numbers count over the instance', async () => {
		const [first, second] = [await newCase(), await bed.soc.other.post('/case', { title: 'o', description: 'd' })];
		expect(Number(second.object['number'])).toBe(Number(first.object['number']) + 1);
		expect((await bed.soc.analyst.get(`/case/${String(first.object['number'])}`)).id).toBe(first.id);
	});
});
