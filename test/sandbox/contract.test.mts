import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpSoc } from './client.mts';
import type { Soc } from './client.mts';
import { complaints, loadContract } from './contract.mts';
import { startSandbox } from './sandbox.mts';
import type { Sandbox } from './sandbox.mts';

const validate = await loadContract();
if (validate === undefined) console.warn('The official document is not at hand: exchanges are not validated.');

describe('exchanges and the official document', () => {
	let sandbox: Sandbox;
	let soc: Soc;

	beforeAll(async () => {
		sandbox = await startSandbox({ stream: { refreshMs: 50 } });
		soc = await setUpSoc(sandbox.url);
	});
	afterAll(async () => {
		if (validate !== undefined) expect(complaints(sandbox.requests, validate)).toEqual([]);
		await sandbox.close();
	});

	const alert = (sourceRef: string) => ({
		type: 'siem',
		source: 'wazuh',
		sourceRef,
		title: 'Suspicious logon',
		description: 'Logon from an unusual country',
		tags: ['geo', 'logon'],
		observables: [
			{ dataType: 'ip', data: '203.0.113.7', tags: ['source'] },
			{ dataType: 'domain', data: ['evil.example', 'bad.example'] },
		],
		procedures: [{ patternId: 'T1078', occurDate: 1, tactic: 'initial-access' }],
	});

	it('alert', async () => {
		const { analyst } = soc;
		const { id } = await analyst.post('/alert', alert('a-1'));
		expect((await analyst.post('/alert', alert('a-1'))).object).toMatchObject({ type: 'CreateError' });
		expect((await analyst.get(`/alert/${id}`)).object).toMatchObject({ observableCount: 3 });
		expect((await analyst.patch(`/alert/${id}`, { status: 'InProgress', addTags: ['x'], summary: null })).status).toBe(204);
		expect((await analyst.patch('/alert/_bulk', { ids: [id], severity: 3 })).status).toBe(204);
		await analyst.post(`/alert/${id}/comment`, { message: 'hello' });
		await analyst.post(`/alert/${id}/unfollow`);
		const promoted = await analyst.post(`/alert/${id}/case`, {});
		expect(promoted.status).toBe(201);
		expect((await analyst.query({ _name: 'getAlert', idOrName: id }, { _name: 'case' })).rows).toHaveLength(1);
		await analyst.query({ _name: 'listAlert' }, { _name: 'page', from: 0, to: 10, extraData: ['total', 'relatedCase'] });
		await analyst.query({ _name: 'listAlert' }, { _name: 'count' });
		await analyst.query({ _name: 'listAudit' });
		await analyst.delete(`/alert/${id}`);
		expect((await analyst.get(`/alert/${id}`)).status).toBe(404);
	});

	it('case', async () => {
		const { analyst } = soc;
		const { id } = await analyst.post('/case', {
			title: 'Phishing wave',
			description: 'd',
			tasks: [{ title: 'Triage' }],
			pages: [{ title: 'Notes', content: 'x', category: 'c' }],
		});
		const task = await analyst.post(`/case/${id}/task`, { title: 'Contain' });
		const form = new FormData();
		form.append('attachments', new Blob(['hello']), 'note.txt');
		form.append('_json', JSON.stringify({ message: 'done' }));
		const log = await analyst.post(`/task/${task.id}/log`, form);
		expect(log.object['attachments']).toHaveLength(1);
		await analyst.post(`/case/${id}/observable`, { dataType: 'ip', data: ['198.51.100.1', '198.51.100.2'] });
		await analyst.query({ _name: 'getCase', idOrName: id }, { _name: 'tasks' });
		await analyst.query({ _name: 'getCase', idOrName: id }, { _name: 'observables' });
		await analyst.get(`/case/${id}/timeline`);
		await analyst.post(`/case/${id}/shares`, { shares: [{ organisation: 'other' }] });
		await analyst.get(`/case/${id}/shares`);
		expect((await soc.other.get(`/case/${id}`)).status).toBe(200);
		expect((await analyst.patch(`/case/${id}`, { status: 'TruePositive', impactStatus: 'NoImpact' })).status).toBe(204);
		await analyst.get(`/case/${id}`);
		await analyst.delete(`/case/${id}`);
	});

	it('platform, users and streams', async () => {
		const { admin, analyst } = soc;
		await admin.get('/status');
		await admin.get('/status/public');
		await admin.get('/license/current');
		await analyst.get('/user/current');
		await admin.query({ _name: 'listOrganisation' });
		await admin.query({ _name: 'listUser' });
		await admin.query({ _name: 'listProfile' });
		const { text } = await analyst.post('/stream');
		const poll = analyst.get(`/stream/${text}`);
		await analyst.post('/alert', alert('stream'));
		expect((await poll).rows[0]).toMatchObject({ base: { objectType: 'Alert', action: 'create' } });
		await analyst.get('/flow');
	});
});
