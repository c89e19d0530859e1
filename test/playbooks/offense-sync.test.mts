import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { outcomeOf, playbookBed } from './playbookBed.mts';
import { startService } from './service.mts';

const TOKEN = 'c0ffee00-aaaa-bbbb-cccc-000000000001';

describe('The playbook "QRadar offense sync"', async () => {
	const offense = JSON.parse(await readFile(new URL('fixtures/qradar-offense.json', import.meta.url), 'utf8'));
	const qradar = await startService((app) => {
		app.post('/api/siem/offenses/:id', async (request, reply) => (request.headers['sec'] === TOKEN ? { ...offense, status: 'CLOSED' } : await reply.code(401).send({ http_response: { code: 401 } })));
		app.post('/api/siem/offenses/:id/notes', async (request, reply) => await reply.code(request.headers['sec'] === TOKEN ? 201 : 401).send({ id: 1 }));
	});
	const bed = await playbookBed('offense-sync', {
		settings: { qradarUrl: qradar.url, closingReasonId: 2 },
		credentials: [{ type: 'httpHeaderAuth', data: { name: 'SEC', value: TOKEN }, nodes: ({ type }) => type.endsWith('.httpRequest') }],
	});
	const { theHive, colleague } = bed;

	async function alertsOf(sourceRef: string) {
		const { rows } = await theHive.query({ _name: 'listAlert' }, { _name: 'filter', _and: [{ _eq: { _field: 'source', _value: 'qradar' } }, { _eq: { _field: 'sourceRef', _value: sourceRef } }] });
		return rows;
	}

	async function observablesOf(alertId: string): Promise<string[]> {
		const { rows } = await theHive.query({ _name: 'getAlert', idOrName: alertId }, { _name: 'observables' });
		return rows.map(({ dataType, data }) => `${String(dataType)} ${String(data)}`).sort();
	}

	it('makes an alert of an offense, and lets it follow the offense', async () => {
		const { client } = bed.n8n();
		const created = await client.callWebhook('qradar-offense', offense);
		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		const [alert] = await alertsOf('1042');
		expect(created).toEqual({ status: 200, body: { alerts: [{ offense: '1042', alertId: alert?.['_id'], action: 'created' }] } });
		expect(alert).toMatchObject({
			type: 'offense',
			title: 'Offense 1042: Multiple Login Failures for the Same User preceded by Login Failure containing Failure Audit: The domain controller failed to validate the credentials for an account',
			severity: 3,
			date: 1763640000000,
			tags: expect.arrayContaining(['qradar', 'category:User Login Failure']),
			description: expect.stringContaining('**Log sources** Microsoft Windows Security Event Log @ dc-01'),
		});
		const alertId = String(alert?.['_id']);
		expect(await observablesOf(alertId)).toEqual(['ip 10.20.0.10', 'ip 10.20.30.117', 'ip 203.0.113.77', 'other svc_backup']);

		const grown = { ...offense, magnitude: 9, source_address_list: [...offense.source_address_list, '203.0.113.78'] };
		const updated = await client.callWebhook('qradar-offense', [grown, { ...offense, id: 1043 }]);
		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		expect(updated.body).toMatchObject({ alerts: [{ offense: '1042', action: 'updated' }, { offense: '1043', action: 'created' }] });
		expect(await alertsOf('1042')).toMatchObject([{ _id: alertId, severity: 4 }]);
		expect(await observablesOf(alertId)).toContain('ip 203.0.113.78');
	});

	it('closes the offense when the case of its alert is closed', async () => {
		const [[first], [second]] = [await alertsOf('1042'), await alertsOf('1043')];
		const { id: caseId, object } = await colleague.post(`/alert/${String(first?.['_id'])}/case`, {});
		await colleague.post(`/alert/${String(second?.['_id'])}/merge/${caseId}`);
		const elsewhere = (await colleague.post('/alert', { type: 'mail', source: 'mailbox', sourceRef: 'm-1', title: 'Report', description: 'A user asks' })).id;
		await colleague.post(`/alert/${elsewhere}/merge/${caseId}`);
		expect((await colleague.patch(`/case/${caseId}`, { status: 'TruePositive', impactStatus: 'NoImpact', summary: 'Password of the service account had expired.' })).status).toBe(204);

		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		const calls = qradar.received.map(({ method, url }) => ({ method, url: new URL(url, qradar.url) }));
		expect(calls.map(({ method, url }) => `${method} ${url.pathname}`).sort()).toEqual([
			'POST /api/siem/offenses/1042', 'POST /api/siem/offenses/1042/notes', 'POST /api/siem/offenses/1043', 'POST /api/siem/offenses/1043/notes',
		]);
		const [note, closing] = [calls.find(({ url }) => url.pathname.endsWith('1042/notes')), calls.find(({ url }) => url.pathname.endsWith('1042'))];
		expect(note?.url.searchParams.get('note_text')).toContain(`TheHive case #${String(object['number'])} was closed as TruePositive`);
		expect(note?.url.searchParams.get('note_text')).toContain('Password of the service account had expired.');
		expect(Object.fromEntries(closing?.url.searchParams ?? [])).toEqual({ status: 'CLOSED', closing_reason_id: '2' });
		expect(qradar.received.every(({ headers }) => headers['sec'] === TOKEN)).toBe(true);
	});
});
