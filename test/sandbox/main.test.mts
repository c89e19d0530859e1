import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startService } from '../playbooks/service.mts';
import { setUpSoc } from './client.mts';
import { startProgram } from './program.mts';

/** The program that `npm run sandbox` starts. */

const service = await startService();

it('says where it listens, posts to the webhook given, and ends when asked to', async () => {
	const { child, url, printed } = await startProgram('--webhook', service.url);
	expect(printed).not.toContain('API key');
	const { analyst } = await setUpSoc(url);
	const { id } = await analyst.post('/case', { title: 'c', description: 'd' });
	await expect.poll(() => service.received.map(({ body }) => body)).toContainEqual(expect.objectContaining({ action: 'create', objectType: 'Case', objectId: id }));
	child.kill('SIGTERM');
	expect(await once(child, 'exit')).toEqual([0, null]);
});
