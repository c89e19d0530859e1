import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];

beforeAll(async () => {
	fixture = await startSoc('alert');
	({ sandbox, analyst } = fixture);
});

afterAll(async () => await fixture.close());

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

describe('Alert: Merge Into Case', () => {
	let count = 0;
	const newAlert = async () => {
		const { id } = await analyst.post('/alert', { type: 't', source: 's', sourceRef: `merge-${count++}`, title: 'Beacon', description: 'To a C2' });
		await analyst.post(`/alert/${id}/observable`, { dataType: 'ip', data: '203.0.113.7' });
		return id;
	};
	const newCase = async () => (await analyst.post('/case', { title: 'Incident', description: 'Open' })).id;

	it('gives the case, which has the observables then; the alert is imported', async () => {
		const [alertId, caseId] = [await newAlert(), await newCase()];
		const start = sandbox.requests.length;
		const { items, error } = await fixture.run(
			{ operation: 'mergeIntoCase', alertId: byId('={{ $json.alert }}'), caseId: byId('={{ $json.case }}') },
			{ input: [{ alert: alertId, case: caseId }] },
		);
		expect(error).toBeUndefined();
		expect(sandbox.requests.slice(start).map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([`POST /api/v1/alert/${alertId}/merge/${caseId}`]);
		expect(items).toMatchObject([{ json: { _type: 'Case', _id: caseId }, pairedItem: { item: 0 } }]);
		expect(String(items[0]?.json.description)).toContain('To a C2');
		expect((await analyst.get(`/alert/${alertId}`)).object).toMatchObject({ status: 'Imported', caseId });
		const { rows } = await analyst.post('/query', { query: [{ _name: 'getCase', idOrName: caseId }, { _name: 'observables' }] });
		expect(rows).toMatchObject([{ data: '203.0.113.7' }]);
	});

	it.each([
		['Alert', { alertId: byId('={{ $json.nothing }}'), caseId: byId('~4104') }],
		['Case', { alertId: byId('~4104'), caseId: byId('={{ $json.nothing }}') }],
	])('sends nothing without %s', async (field, ids) => {
		const start = sandbox.requests.length;
		const { error } = await fixture.run({ operation: 'mergeIntoCase', ...ids });
		expect(error?.message).toContain(`'${field}' is empty`);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('says what TheHive does not know, and leaves the alert as it was', async () => {
		const alertId = await newAlert();
		const { error } = await fixture.run({ operation: 'mergeIntoCase', alertId: byId(alertId), caseId: byId('~404404') });
		expect(error?.message).toMatch(/NotFoundError.*404404/);
		expect((await analyst.get(`/alert/${alertId}`)).object).toMatchObject({ status: 'New' });
	});
});
