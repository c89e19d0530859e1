import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNode } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

/** Count is one operation of several resources; the task's own test has what all share. */

let fixture: SocFixture;
let caseId: string;
let alertId: string;

beforeAll(async () => {
	fixture = await startSoc('alert');
	const { analyst } = fixture;
	for (const [index, severity] of [3, 3, 4].entries()) {
		alertId = (await analyst.post('/alert', { type: 't', source: 's', sourceRef: String(index), title: 'Mail', description: '', severity, tags: ['mail', `n${index}`] })).id;
	}
	caseId = (await analyst.post('/case', { title: 'First', description: '', tlp: 4 })).id;
	await analyst.post('/case', { title: 'Second', description: '', assignee: 'analyst@main.test' });
	await analyst.post(`/case/${caseId}/observable`, { dataType: 'ip', data: ['192.0.2.1', '192.0.2.2'] });
	await analyst.post(`/case/${caseId}/observable`, { dataType: 'domain', data: ['evil.example'] });
	await analyst.post(`/alert/${alertId}/observable`, { dataType: 'ip', data: ['192.0.2.3'] });
});

afterAll(async () => await fixture.close());

const count = async (parameters: INodeParameters) => {
	const { items, error } = await runNode({ credential: fixture.credential, parameters: { operation: 'count', ...parameters } });
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
};

describe('Count', () => {
	it('of alerts, by severity with its name, and by tag', async () => {
		expect(await count({ resource: 'alert' })).toEqual([{ count: 3 }]);
		expect(await count({ resource: 'alert', groupBy: 'severity' })).toEqual([
			{ field: 'severity', value: 3, label: 'High', count: 2 },
			{ field: 'severity', value: 4, label: 'Critical', count: 1 },
		]);
		expect(await count({ resource: 'alert', groupBy: 'tags' })).toContainEqual({ field: 'tags', value: 'mail', count: 3 });
	});

	it('of alerts, filtered', async () => {
		expect(await count({ resource: 'alert', filters: { rules: [{ field: 'severity', operator: 'equals', value: 'Critical' }] } })).toEqual([{ count: 1 }]);
		expect(await count({ resource: 'alert', filterJson: '{ "_eq": { "_field": "sourceRef", "_value": "none" } }' })).toEqual([{ count: 0 }]);
	});

	it('of cases, by TLP', async () => {
		expect(await count({ resource: 'case', groupBy: 'tlp' })).toEqual(
			expect.arrayContaining([{ field: 'tlp', value: 4, label: 'Red', count: 1 }, { field: 'tlp', value: 2, label: 'Amber', count: 1 }]),
		);
	});

	it('of observables in a case, in an alert and everywhere', async () => {
		expect(await count({ resource: 'observable', within: 'case', caseId, groupBy: 'dataType' })).toEqual([
			{ field: 'dataType', value: 'ip', count: 2 },
			{ field: 'dataType', value: 'domain', count: 1 },
		]);
		expect(await count({ resource: 'observable', within: 'alert', alertId })).toEqual([{ count: 1 }]);
		expect(await count({ resource: 'observable', within: 'all' })).toEqual([{ count: 4 }]);
	});

	it.each([
		['alert', 'status', 'New', 3],
		['case', 'stage', 'New', 2],
		['case', 'severity', 2, 2],
		['observable', 'dataType', 'ip', 3],
	])('of %s by %s goes value by value where TheHive refuses to aggregate', async (resource, groupBy, value, expected) => {
		fixture.sandbox.faults.failNext({ status: 400, match: (_method, path) => path.includes('/query') });
		expect(await count({ resource, groupBy, within: 'all' })).toContainEqual(expect.objectContaining({ field: groupBy, value, count: expected }));
	});

	it('refuses a filter without a value, and sends nothing', async () => {
		const start = fixture.sandbox.requests.length;
		const parameters = { resource: 'alert', operation: 'count', filters: { rules: [{ field: 'title', operator: 'equals', value: '={{ $json.nothing }}' }] } };
		const { error } = await runNode({ credential: fixture.credential, parameters });
		expect(error?.message).toMatch(/'Filters' has a rule on title that has no 'value'/);
		expect(fixture.sandbox.requests.slice(start)).toEqual([]);
	});

	it('gives TheHive\'s words for a field it does not know', async () => {
		const { error } = await runNode({ credential: fixture.credential, parameters: { resource: 'alert', operation: 'count', groupBy: 'noSuchField' } });
		expect(error?.message).toMatch(/noSuchField/);
	});
});
