import { describe, expect, it } from 'vitest';
import { playbookBed } from '../playbooks/playbookBed.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';
import { errorOf } from './executions.mts';
import { readPlaybook, webhookPath } from './playbooks.mts';
import { TheHiveReader } from './theHiveReader.mts';
import { freshWazuhSample } from './wazuh/samples.mts';
import type { WazuhAlert, WazuhSample } from './wazuh/samples.mts';

describe('The playbook "Wazuh alert triage"', async () => {
	const bed = await playbookBed('wazuh-alert-triage');
	const { sandbox, n8n } = bed;
	const theHive = new TheHiveReader({ url: sandbox.url, apiKey: SEED_API_KEY });
	const playbook = await readPlaybook('wazuh-alert-triage');

	async function triage(sample: WazuhSample): Promise<WazuhAlert> {
		const wazuhAlert = await freshWazuhSample(sample);
		const answer = await n8n().client.callWebhook(webhookPath(playbook), wazuhAlert);
		expect(answer).toMatchObject({ status: 200 });
		expect(await bed.nextExecution()).toMatchObject({ status: 'success' });
		return wazuhAlert;
	}

	async function leftInTheHive({ id }: WazuhAlert) {
		const alert = await theHive.alertBySourceRef(id);
		if (alert === undefined) throw new Error(`TheHive has no alert ${id}`);
		const observables = await theHive.observablesOfAlert(alert._id);
		return { alert, observables: observables.map(({ dataType, data }) => `${dataType} ${data}`).sort() };
	}

	it('leaves a brute force attempt of level 10 as an alert of medium severity', async () => {
		const { alert, observables } = await leftInTheHive(await triage('ssh-brute-force'));
		expect(alert).toMatchObject({
			title: 'sshd: brute force trying to get access to the system. Non existent user. (bastion-01)',
			type: 'wazuh',
			source: 'wazuh-manager',
			severity: 2,
			status: 'New',
		});
		expect(alert.tags.sort()).toEqual(['T1110', 'agent:bastion-01', 'authentication_failures', 'rule:5712', 'sshd', 'syslog', 'wazuh']);
		expect(observables).toEqual(['hostname bastion-01', 'ip 10.20.0.5', 'ip 203.0.113.45', 'other oracle']);
		expect(alert.caseId).toBeUndefined();
	});

	it('makes a case of known malware of level 13, with its hashes', async () => {
		const { alert, observables } = await leftInTheHive(await triage('known-malware-file'));
		expect(alert).toMatchObject({ severity: 3, status: 'Imported' });
		expect(observables).toEqual([
			'filename invoice_2026-11.exe',
			'hash 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
			'hash 3395856ce81f2b7382dee72602f798b642f14140',
			'hash 44d88612fea8a8f36de82e1278abb02f',
			'hostname WS-FINANCE-07',
			'ip 10.20.30.117',
		]);
		expect(await theHive.case(alert.caseId ?? '')).toMatchObject({ title: alert.title, severity: 3 });
	});

	it('makes a case of a Shellshock attack of level 15, with the address that was requested', async () => {
		const { alert, observables } = await leftInTheHive(await triage('shellshock-web-attack'));
		expect(alert.severity).toBe(4);
		expect(alert.tags).toEqual(expect.arrayContaining(['T1068', 'T1190']));
		expect(observables).toEqual(['hostname web-02', 'ip 10.20.10.22', 'ip 198.51.100.23', 'uri_path /cgi-bin/status.cgi']);
		expect(await theHive.case(alert.caseId ?? '')).toMatchObject({ severity: 4 });
	});

	it('updates the alert that is there when the same one comes twice', async () => {
		const { client } = n8n();
		const twice = await triage('ssh-brute-force');
		const answer = await client.callWebhook(webhookPath(playbook), { ...twice, rule: { ...twice.rule, level: 12 } });
		expect(await bed.nextExecution()).toMatchObject({ status: 'success' });
		const { alert } = await leftInTheHive(twice);
		expect(alert).toMatchObject({ severity: 3, status: 'Imported' });
		expect(answer).toMatchObject({ status: 200, body: { outcome: 'case', action: 'updated', alertId: alert._id, caseId: alert.caseId } });
	});

	it('answers with what TheHive said, and fails, when TheHive refuses the alert', async () => {
		const { client } = n8n();
		const refused = await freshWazuhSample('ssh-brute-force');
		const answer = await client.callWebhook(webhookPath(playbook), { ...refused, timestamp: 'yesterday' });
		expect(answer).toMatchObject({ status: 502, body: { outcome: 'failed', message: expect.stringContaining('Date') } });
		expect(await theHive.alertBySourceRef(refused.id)).toBeUndefined();
		expect(await bed.nextExecution()).toMatchObject({ status: 'error' });

		sandbox.faults.failNext({ status: 403, body: { type: 'AuthorizationError', message: 'Your are not authorized to create alert' }, match: (method, path) => method === 'POST' && path.endsWith('/alert') });
		const forbidden = await client.callWebhook(webhookPath(playbook), await freshWazuhSample('ssh-brute-force'));
		expect(forbidden).toMatchObject({ status: 502, body: { outcome: 'failed', message: expect.stringContaining('not authorized') } });

		const execution = await bed.nextExecution();
		expect(execution.status).toBe('error');
		expect(errorOf(execution, 'Mark as failed')?.message).toContain('not authorized');
	});
});
