import { describe, expect, it, vi } from 'vitest';
import { outcomeOf, playbookBed } from './playbookBed.mts';

describe('The playbook "Enrich new observables"', async () => {
	const bed = await playbookBed('enrich-new-observables');
	const { theHive, colleague } = bed;

	it('marks what an analyzer calls malicious, all in one request, and comments with a table', async () => {
		const caseId = (await colleague.post('/case', { title: 'Beaconing of WS-FINANCE-07', description: 'Seen by the proxy' })).id;
		await colleague.post('/alert', {
			type: 'proxy', source: 'proxy-01', sourceRef: 'p-1', title: 'Blocked', description: 'Blocked by category',
			observables: [{ dataType: 'ip', data: '192.0.2.10' }],
		});
		const first = await bed.nextExecution();
		expect(outcomeOf(first)).toBe('success');

		bed.sandbox.resetJournal();
		const addresses = Array.from({ length: 4 }, (_, index) => `192.0.2.${10 + index}`);
		await colleague.post(`/case/${caseId}/observable`, { dataType: 'ip', data: addresses });
		await colleague.post(`/case/${caseId}/observable`, { dataType: 'hostname', data: ['ws-finance-07'] });

		const comments = await vi.waitFor(async () => {
			const { rows } = await theHive.query({ _name: 'getCase', idOrName: caseId }, { _name: 'comments' });
			const text = rows.map(({ message }) => String(message)).join('\n');
			for (const address of addresses) expect(text).toContain(`\`${address}\``);
			return text;
		}, { timeout: 20_000, interval: 200 });
		expect(comments).toContain('| Type | Value | Verdict | Seen before | Reports | Without answer |');
		expect(comments).toMatch(/`192\.0\.2\.10` \| \w+ \| 0 cases, 1 alerts/);
		expect(comments).toMatch(/`192\.0\.2\.11` \| \w+ \| never/);
		expect(comments).toContain('VirusTotal:GetReport=');
		expect(comments).not.toContain('ws-finance-07');

		const expected = new Map<string, boolean>();
		for (const { observableId, report } of bed.sandbox.store.table('job').all()) {
			const isMalicious = JSON.stringify(report?.['summary']).includes('"malicious"');
			expected.set(observableId, isMalicious || (expected.get(observableId) ?? false));
		}
		await vi.waitFor(async () => {
			const { rows } = await theHive.query({ _name: 'getCase', idOrName: caseId }, { _name: 'observables' }, { _name: 'filter', _eq: { _field: 'dataType', _value: 'ip' } });
			expect(rows.map(({ _id, ioc }) => [_id, ioc])).toEqual(rows.map(({ _id }) => [_id, expected.get(String(_id))]));
			expect(rows.filter(({ tags }) => JSON.stringify(tags).includes('verdict:malicious')).length).toBe(rows.filter(({ ioc }) => ioc).length);
			expect(new Set(rows.map(({ ioc }) => ioc)).size, 'some are malicious and some are not').toBe(2);
		}, { timeout: 5_000, interval: 200 });
		expect(bed.sandbox.requests.filter(({ method, path }) => method === 'PATCH' && path.includes('/observable/_bulk'))).toHaveLength(1);
	}, 60_000);

	it('names the analyzers that gave no answer and goes on', async () => {
		const alertId = (await colleague.post('/alert', { type: 'proxy', source: 'proxy-01', sourceRef: 'p-2', title: 'Blocked', description: 'Blocked by category' })).id;
		await colleague.post(`/alert/${alertId}/observable`, { dataType: 'domain', data: ['failing.example'] });
		const message = await vi.waitFor(async () => {
			const { rows: [comment] } = await theHive.query({ _name: 'getAlert', idOrName: alertId }, { _name: 'comments' });
			return String(comment?.['message'] ?? expect.fail('no comment yet'));
		}, { timeout: 20_000, interval: 200 });
		expect(message).toMatch(/`failing\.example` \| unknown \| never \| {2}\| .*VirusTotal_GetReport_3_1/);
	});
});
