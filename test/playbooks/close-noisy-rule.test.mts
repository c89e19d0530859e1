import { describe, expect, it } from 'vitest';
import { outcomeOf, playbookBed } from './playbookBed.mts';

const TAG = 'rule:5712';

describe('The playbook "Close the alerts of a noisy rule"', async () => {
	const bed = await playbookBed('close-noisy-rule');
	const { theHive } = bed;

	/** Fills in the form as the page that n8n shows sends it. @returns what the page says then */
	async function fillIn(atMost: number, whatToDo: string): Promise<string> {
		const form = new FormData();
		[TAG, 'Scanner of the vulnerability team', String(atMost), whatToDo].forEach((value, index) => form.append(`field-${index}`, value));
		const answer = await fetch(`${bed.n8n().baseUrl}/form/close-noisy-rule`, { method: 'POST', body: form });
		const { formSubmittedText } = await answer.json();
		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		return String(formSubmittedText);
	}

	async function alert(sourceRef: string, severity = 2): Promise<string> {
		return (await theHive.post('/alert', { type: 'wazuh', source: 'wazuh', sourceRef, title: 'sshd: brute force', description: 'Scanner', severity, tags: [TAG] })).id;
	}

	async function stageOf(id: string): Promise<unknown> {
		return (await theHive.get(`/alert/${id}`)).object['stage'];
	}

	it('shows what it would close, refuses too many, and closes with one request per hundred', async () => {
		const noisy: string[] = [];
		for (let index = 0; index < 130; index++) noisy.push(await alert(`n-${index}`));
		const severe = await alert('severe', 3);
		const promoted = await alert('promoted');
		await theHive.post(`/alert/${promoted}/case`, {});
		bed.sandbox.resetJournal();
		const changes = () => bed.sandbox.requests.filter(({ method }) => method === 'PATCH');

		expect(await fillIn(200, 'Show what would be closed')).toMatch(/^130 alerts would be closed\. Nothing has been changed\. n-\d+: sshd: brute force/);
		expect(changes()).toEqual([]);

		expect(await fillIn(100, 'Close them')).toContain('match 130 alerts, more than Max Affected (100) allows');
		expect(changes()).toEqual([]);

		expect(await fillIn(200, 'Close them')).toBe('130 alerts were closed as false positives.');
		expect(changes().map(({ path }) => path)).toEqual(['/api/v1/alert/_bulk', '/api/v1/alert/_bulk']);
		expect(await Promise.all(noisy.map(stageOf))).toEqual(noisy.map(() => 'Closed'));
		expect([await stageOf(severe), await stageOf(promoted)]).toEqual(['New', 'Imported']);
		const { object } = await theHive.get(`/alert/${noisy[0] ?? ''}`);
		expect(object).toMatchObject({ status: 'FalsePositive', summary: 'Scanner of the vulnerability team', tags: expect.arrayContaining([TAG, 'noisy-rule']) });

		expect(await fillIn(200, 'Close them')).toContain('0 alerts would be closed');
	}, 60_000);
});
