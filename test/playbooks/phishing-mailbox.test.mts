import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Execution } from '../n8n/executions.mts';
import { mailServerMissing, startMailServer } from './mailServer.mts';
import type { MailServer } from './mailServer.mts';
import { outcomeOf, playbookBed } from './playbookBed.mts';

describe('The playbook "Phishing mailbox"', async () => {
	if (mailServerMissing !== undefined) {
		it('needs a mail server', ({ skip }) => skip(mailServerMissing));
		return;
	}
	// not before a test runs: a server started while tests are only collected would never be stopped
	let started: MailServer | undefined;
	beforeAll(async () => {
		started = await startMailServer();
	});
	afterAll(async () => await started?.stop());
	const server = () => started ?? expect.fail('the mail server is not started');
	const bed = await playbookBed('phishing-mailbox', {
		settings: { ownDomains: 'acme.example' },
		credentials: [
			{
				type: 'imap',
				data: () => ({ user: server().user, password: server().password, host: '127.0.0.1', port: server().port, secure: false, allowUnauthorizedCerts: false }),
				nodes: ({ type }) => type.endsWith('.emailReadImap'),
			},
		],
	});
	const { theHive } = bed;

	async function receive(name: string): Promise<Execution> {
		await server().deliver(await readFile(new URL(`fixtures/${name}.eml`, import.meta.url), 'utf8'));
		return await bed.nextExecution(40_000);
	}

	async function caseOf(conversation: string) {
		const { rows } = await theHive.query({ _name: 'listCase' }, { _name: 'filter', _eq: { _field: 'tags', _value: `mail-thread:${conversation}` } });
		expect(rows).toHaveLength(1);
		const [found = {}] = rows;
		const part = async (name: string) => (await theHive.query({ _name: 'getCase', idOrName: String(found['_id']) }, { _name: name })).rows;
		return { found, observables: await part('observables'), tasks: await part('tasks'), comments: await part('comments') };
	}

	async function logsOf(taskId: unknown) {
		return (await theHive.query({ _name: 'getTask', idOrName: String(taskId) }, { _name: 'logs' })).rows;
	}

	it('makes a case of a report, with the mail, its attachment and its indicators', async () => {
		expect(outcomeOf(await receive('phishing-report'))).toBe('success');
		const { found, observables, tasks, comments } = await caseOf('CAFk9s7q2e1@mail.acme.example');
		expect(found).toMatchObject({ title: 'Phishing report: Ihre Rechnung November – letzte Mahnung', status: 'New', severity: 3, tags: expect.arrayContaining(['phishing', 'mailbox', 'verdict:malicious']) });
		expect(observables.map(({ dataType, data, attachment }) => `${String(dataType)} ${String(data ?? Object(attachment).name)}`).sort()).toEqual([
			'file Rechnung_2026-11.pdf',
			'mail billing@invoice-portal4.example',
			'url https://accounts-verify.example/login',
			'url https://invoice-portal4.example/pay',
		]);
		const malicious = observables.filter(({ tags }) => JSON.stringify(tags).includes('verdict:malicious'));
		expect(malicious.length).toBeGreaterThan(0);
		expect(malicious.every(({ ioc }) => ioc)).toBe(true);
		expect(comments).toHaveLength(1);
		expect(comments[0]?.['message']).toMatch(/\| url \| `https:\/\/invoice-portal4\.example\/pay` \| \w+ \|/);

		expect(tasks.map(({ title }) => title)).toEqual(['Communication']);
		const logs = await logsOf(tasks[0]?.['_id']);
		expect(logs).toHaveLength(1);
		expect(logs[0]?.['message']).toContain('    Sehr geehrte Kundin, Ihre Zahlung ist überfällig.');
		expect(JSON.stringify(logs[0]?.['attachments'])).toContain('Rechnung_2026-11.pdf');
	}, 60_000);

	it('writes an answer into the same case', async () => {
		expect(outcomeOf(await receive('phishing-answer'))).toBe('success');
		const { observables, tasks } = await caseOf('CAFk9s7q2e1@mail.acme.example');
		expect(observables).toHaveLength(4);
		expect(tasks).toHaveLength(1);
		const logs = await logsOf(tasks[0]?.['_id']);
		expect(logs.map(({ message }) => String(message)).join()).toContain('I have not opened the attachment.');
		expect(logs).toHaveLength(2);
	}, 60_000);

	it('closes the case of a harmless mail as a false positive', async () => {
		expect(outcomeOf(await receive('harmless-report'))).toBe('success');
		const { found, observables } = await caseOf('7c1e0b54@mail.acme.example');
		expect(observables.map(({ data }) => data).sort()).toEqual(['https://www.supplier.example/news/online', 'offers@supplier.example']);
		expect(found).toMatchObject({ stage: 'Closed', status: 'FalsePositive', impactStatus: 'NoImpact', summary: '2 observables analysed, none of them suspicious.' });
	}, 60_000);
});
