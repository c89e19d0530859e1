import { describe, expect, it } from 'vitest';
import { realN8n } from './realN8n.mts';

describe('The packed package in a real n8n', () => {
	const n8n = realN8n();

	it('offers both nodes', async () => {
		const types = await n8n().client.nodeTypes();
		const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-thehive.'));
		expect(ours.map(({ name, displayName }) => `${name}: ${displayName}`).sort()).toEqual([
			'n8n-nodes-thehive.theHive: TheHive SOC',
			'n8n-nodes-thehive.theHiveTool: TheHive SOC Tool',
			'n8n-nodes-thehive.theHiveTrigger: TheHive SOC Trigger',
		]);
	});

	it('shows its icons in light and dark', async () => {
		const types = await n8n().client.nodeTypes();
		const icons = types.find(({ name }) => name === 'n8n-nodes-thehive.theHive')?.iconUrl;
		expect(icons).toEqual({ light: expect.stringContaining('thehive.svg'), dark: expect.stringContaining('thehive.dark.svg') });
		for (const icon of typeof icons === 'object' ? Object.values(icons) : []) {
			const answer = await fetch(`${n8n().baseUrl}/${icon}`);
			expect(answer.headers.get('content-type')).toContain('image/svg+xml');
		}
	});

	it('brings no complaint into the log', () => {
		expect(n8n().logs()).not.toMatch(/n8n-nodes-thehive|thehive/i);
	});
});
