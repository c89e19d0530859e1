import { describe, expect, it } from 'vitest';
import type { Client } from '../sandbox/client.mts';
import { outcomeOf, playbookBed } from './playbookBed.mts';
import { startService } from './service.mts';

const MINUTE_MS = 60_000;

describe('The playbook "SLA sweep of new alerts"', async () => {
	let isChatDown = false;
	const chat = await startService((app) => {
		app.post('/hooks/soc', async (_request, reply) => (isChatDown ? await reply.code(503).send('down') : 'ok'));
	});
	// alerts of the past are made by turning the clock of TheHive
	let now = Date.now();
	const bed = await playbookBed('sla-sweep', {
		sandbox: { now: () => now },
		settings: { webhookUrl: `${chat.url}/hooks/soc`, theHiveUrl: 'https://thehive.acme.example' },
		activate: false,
	});
	const { theHive } = bed;

	it('tags and reports the alerts that wait too long, once', async () => {
		now = Date.now() - 45 * MINUTE_MS;
		await handleAllOf(theHive);
		const overdue = await Promise.all([alert(theHive, 'overdue-1', 3), alert(theHive, 'overdue-2', 4)]);
		const [medium, taken] = await Promise.all([alert(theHive, 'medium', 2), alert(theHive, 'taken', 4)]);
		await theHive.patch(`/alert/${taken}`, { status: 'InProgress' });
		now = Date.now();
		const fresh = await alert(theHive, 'fresh', 4);
		bed.sandbox.resetJournal();

		const changes = () => bed.sandbox.requests.filter(({ method }) => method === 'PATCH');
		isChatDown = true;
		expect(outcomeOf(await bed.run('Every 10 minutes'))).toContain('error in "Notify the team"');
		expect(changes(), 'what could not be reported is not marked as reported').toEqual([]);
		isChatDown = false;
		chat.received.length = 0;

		expect(outcomeOf(await bed.run('Every 10 minutes'))).toBe('success');
		expect(changes()).toHaveLength(1);
		expect(changes()[0]).toMatchObject({ path: '/api/v1/alert/_bulk', requestBody: { ids: overdue, addTags: ['sla-breached'] } });
		for (const id of overdue) expect(await tagsOf(theHive, id)).toContain('sla-breached');
		for (const id of [medium, taken, fresh]) expect(await tagsOf(theHive, id)).not.toContain('sla-breached');

		expect(chat.received).toHaveLength(1);
		expect(chat.received[0]).toMatchObject({ method: 'POST', url: '/hooks/soc' });
		const { text } = Object(chat.received[0]?.body);
		expect(text).toContain('2 alerts wait for more than 30 minutes:');
		expect(text).toMatch(new RegExp(`HIGH, 4[5-9] min: Alert overdue-1 https://thehive.acme.example/alerts/${overdue[0]}/details`));
		expect(text).toMatch(/CRITICAL, 4[5-9] min: Alert overdue-2/);

		expect(outcomeOf(await bed.run('Every 10 minutes'))).toBe('success');
		expect(chat.received, 'what was reported is not reported again').toHaveLength(1);
	});
});

async function alert(theHive: Client, sourceRef: string, severity: number): Promise<string> {
	return (await theHive.post('/alert', { type: 'siem', source: 'siem', sourceRef, title: `Alert ${sourceRef}`, description: 'Made by a test', severity, tags: ['test'] })).id;
}

async function tagsOf(theHive: Client, id: string): Promise<unknown> {
	return (await theHive.get(`/alert/${id}`)).object['tags'];
}

/** Somebody has taken all alerts there are. */
async function handleAllOf(theHive: Client): Promise<void> {
	const { rows } = await theHive.query({ _name: 'listAlert' }, { _name: 'filter', _eq: { _field: 'stage', _value: 'New' } });
	for (const { _id } of rows) await theHive.patch(`/alert/${String(_id)}`, { status: 'InProgress' });
}
