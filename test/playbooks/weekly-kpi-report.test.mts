import { describe, expect, it } from 'vitest';
import { outputOf } from '../n8n/executions.mts';
import { outcomeOf, playbookBed } from './playbookBed.mts';

const WEEK_MS = 7 * 86_400_000;

describe('The playbook "Weekly KPI report"', async () => {
	const bed = await playbookBed('weekly-kpi-report', { activate: false });
	const { theHive } = bed;

	async function pages() {
		return (await theHive.query({ _name: 'listOrganisationPage' }, { _name: 'filter', _eq: { _field: 'category', _value: 'KPI' } })).rows;
	}

	it('writes the figures of the week into the knowledge base, once, with the cases as CSV', async () => {
		const since = Date.now() - WEEK_MS;
		const alerts = [...bed.sandbox.store.table('alert').all()].filter(({ _createdAt }) => _createdAt >= since);
		const opened = [...bed.sandbox.store.table('case').all()].filter(({ _createdAt }) => _createdAt >= since);
		expect(alerts.length).toBeGreaterThan(0);

		expect(outcomeOf(await bed.run('Mondays at 7'))).toBe('success');
		const [page, ...others] = await pages();
		expect(others).toEqual([]);
		expect(page?.['title']).toMatch(/^SOC week \d{4}-W\d\d$/);
		const content = String(page?.['content']);
		expect(content).toContain(`| High | ${alerts.filter(({ severity }) => severity === 3).length} |`);
		expect(content).toContain(`| New | ${alerts.filter(({ status }) => status === 'New').length} |`);
		expect(content).toContain(`| Opened | ${opened.length} |`);

		const again = await bed.run('Mondays at 7');
		expect(outcomeOf(again)).toBe('success');
		expect(outputOf(again, 'Page of the week')).toMatchObject([{ action: 'unchanged' }]);
		expect(await pages()).toHaveLength(1);

		const { rows: attachments } = await theHive.query({ _name: 'getOrganisation', idOrName: 'soc' }, { _name: 'attachments' });
		const csv = attachments.find(({ name }) => /^soc-week-\d{4}-W\d\d.*\.csv$/.test(String(name)));
		const file = await theHive.get(`/attachment/${String(csv?.['_id'])}/download`);
		const lines = file.text.trim().split('\n');
		expect(lines).toHaveLength(opened.length + 1);
		expect(lines[0]).toMatch(/number.*title.*severity/);
	});
});
