import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { outcomeOf, playbookBed } from './playbookBed.mts';

describe('The playbook "MISP event intake"', async () => {
	const event = JSON.parse(await readFile(new URL('fixtures/misp-event.json', import.meta.url), 'utf8'));
	const bed = await playbookBed('misp-event-intake');
	const { theHive } = bed;

	async function publish(content: unknown) {
		const answer = await bed.n8n().client.callWebhook('misp-event', content);
		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		return answer;
	}

	async function leftInTheHive() {
		const { rows } = await theHive.query({ _name: 'listAlert' }, { _name: 'filter', _eq: { _field: 'sourceRef', _value: event.Event.uuid } });
		expect(rows).toHaveLength(1);
		const [alert = {}] = rows;
		const { rows: observables } = await theHive.query({ _name: 'getAlert', idOrName: String(alert['_id']) }, { _name: 'observables' });
		return { alert, observables };
	}

	it('makes an alert of an event, with its attributes as observables', async () => {
		const answer = await publish(event);
		const { alert, observables } = await leftInTheHive();
		expect(answer).toMatchObject({ status: 200, body: { alertId: alert['_id'], action: 'created' } });
		expect(alert).toMatchObject({
			title: 'MISP event 1874: OSINT - AgentTesla campaign with invoice lures',
			type: 'misp',
			source: 'CERT-EXAMPLE',
			severity: 3,
			tlp: 1,
			date: 1_795_001_234_000,
			tags: expect.arrayContaining(['misp', 'type:OSINT']),
			description: expect.stringContaining('**Malpedia** Agent Tesla'),
		});
		expect(observables.map(({ dataType, data, ioc }) => `${String(dataType)} ${String(data)} ${ioc ? 'IOC' : ''}`.trim()).sort()).toEqual([
			'domain mail.exfil.example IOC',
			'filename invoice_2026-11.exe IOC',
			'hash 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f IOC',
			'hash 44d88612fea8a8f36de82e1278abb02f IOC',
			'ip 198.51.100.66 IOC',
			'mail-subject Invoice November, last reminder',
		]);
		const address = observables.find(({ dataType }) => dataType === 'ip');
		expect(address).toMatchObject({ message: 'Network activity: SMTP exfiltration', tags: ['kill-chain:Actions on Objectives'] });
	});

	it('adds what is new when the event is published again', async () => {
		const [first] = event.Event.Attribute;
		const grown = { Event: { ...event.Event, threat_level_id: '2', Attribute: [...event.Event.Attribute, { ...first, id: '90020', type: 'url', value: 'https://mail.exfil.example/panel', Tag: [] }] } };
		expect(await publish(grown)).toMatchObject({ status: 200, body: { action: 'updated', observablesAdded: 1 } });
		const { alert, observables } = await leftInTheHive();
		expect(alert).toMatchObject({ severity: 2 });
		expect(observables).toHaveLength(7);
	});
});
