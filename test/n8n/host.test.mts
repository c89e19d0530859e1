import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { PROJECT_NODE } from '../commands/project.mjs';
import { freePort } from './freePort.mts';
import { n8nMissing, testPackage } from './testPackage.mts';

const START_WITHIN_MS = 150_000;

it('n8n takes another port when its own is taken, and ends with a parent that is killed', { timeout: START_WITHIN_MS }, async ({ skip }) => {
	const missing = await n8nMissing();
	skip(missing !== undefined, missing);

	const folder = await mkdtemp(join(tmpdir(), 'n8n-of-killed-parent-'));
	const takenPort = await freePort();
	const occupant = createServer();
	await new Promise<void>((resolve) => occupant.listen(takenPort, '127.0.0.1', resolve));

	const script = fileURLToPath(new URL('startAndWait.mts', import.meta.url));
	const parent = spawn(PROJECT_NODE, [script, folder, await testPackage(), String(takenPort)], { stdio: ['ignore', 'pipe', 'inherit'] });
	const baseUrl = await new Promise<string>((resolve, reject) => {
		parent.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()));
		parent.once('exit', () => reject(new Error('n8n did not start')));
	});
	expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	expect(baseUrl).not.toContain(`:${takenPort}`);
	expect((await fetch(`${baseUrl}/healthz`)).status).toBe(200);

	parent.kill('SIGKILL');
	await vi.waitFor(async () => await expect(fetch(`${baseUrl}/healthz`)).rejects.toThrow('fetch failed'), { timeout: 10_000, interval: 100 });

	occupant.close();
	await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});
