import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { outcomeOf, playbookBed } from './playbookBed.mts';
import { startService } from './service.mts';

describe('The playbook "Responder button"', async () => {
	const press = JSON.parse(await readFile(new URL('fixtures/cortex-responder-case.json', import.meta.url), 'utf8'));
	const firewall = await startService();
	const bed = await playbookBed('responder-button', { settings: { blockListUrl: `${firewall.url}/api/block` } });
	const { theHive } = bed;

	/** What TheHive, by way of Cortex, hands to a responder. */
	async function pressOn(dataType: string, data: object) {
		const answer = await bed.n8n().client.callWebhook('thehive-responder', { ...press, dataType, data });
		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		return answer;
	}

	it('sends the indicators of a case to the block list, once, and tells the case', async () => {
		const { id, object } = await theHive.post('/case', { title: press.data.title, description: press.data.description, severity: 3 });
		await theHive.post(`/case/${id}/observable`, { dataType: 'ip', data: ['198.51.100.66'], ioc: true });
		await theHive.post(`/case/${id}/observable`, { dataType: 'domain', data: ['exfil.example'], ioc: true });
		await theHive.post(`/case/${id}/observable`, { dataType: 'ip', data: ['10.20.30.117'] });
		await theHive.post(`/case/${id}/observable`, { dataType: 'other', data: ['svc_backup'], ioc: true });

		const data = { ...press.data, _id: id, number: object['number'] };
		expect(await pressOn('thehive:case', data)).toEqual({ status: 200, body: { message: '2 indicators were sent to the block list' } });
		expect(firewall.received).toMatchObject([
			{ url: '/api/block', body: { reason: `TheHive case #${String(object['number'])}`, entries: expect.arrayContaining([{ type: 'ip', value: '198.51.100.66' }, { type: 'domain', value: 'exfil.example' }]) } },
		]);
		const { rows } = await theHive.query({ _name: 'getCase', idOrName: id }, { _name: 'observables' });
		expect(rows.filter(({ tags }) => JSON.stringify(tags).includes('blocked')).map(({ data: value }) => value).sort()).toEqual(['198.51.100.66', 'exfil.example']);
		const { rows: comments } = await theHive.query({ _name: 'getCase', idOrName: id }, { _name: 'comments' });
		expect(comments).toHaveLength(1);
		expect(comments[0]?.['message']).toContain('| Block indicators | ip | `198.51.100.66` |');

		expect(await pressOn('thehive:case', data)).toMatchObject({ status: 200, body: { message: 'There is no indicator of compromise that is not blocked yet' } });
		expect(firewall.received).toHaveLength(1);
	});

	it('does the same for an alert, and refuses other records', async () => {
		const { id } = await theHive.post('/alert', {
			type: 'edr', source: 'edr', sourceRef: 'edr-77', title: 'Loader', description: 'Found on disk',
			observables: [{ dataType: 'hash', data: '44d88612fea8a8f36de82e1278abb02f', ioc: true }],
		});
		expect(await pressOn('thehive:alert', { _id: id, _type: 'Alert', sourceRef: 'edr-77' })).toMatchObject({ status: 200, body: { message: '1 indicators were sent to the block list' } });
		expect(firewall.received.at(-1)?.body).toEqual({ reason: 'TheHive alert edr-77', entries: [{ type: 'hash', value: '44d88612fea8a8f36de82e1278abb02f' }] });
		const { rows: comments } = await theHive.query({ _name: 'getAlert', idOrName: id }, { _name: 'comments' });
		expect(comments).toHaveLength(1);

		expect(await pressOn('thehive:case_task', { _id: '~4104' })).toEqual({ status: 400, body: { message: 'This button is for cases and alerts, not for thehive:case_task' } });
	});

	it('tells the analyst what went wrong', async () => {
		expect(await pressOn('thehive:case', { _id: '~987654321' })).toMatchObject({ status: 502, body: { message: expect.stringMatching(/not found/i) } });
	});
});
