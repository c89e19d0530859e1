import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../n8n/freePort.mts';
import { ROOT } from './project.mjs';

/** Commands in a copy of the repository in which nothing is installed. */
let clone: string;
beforeEach(async () => {
	clone = await mkdtemp(join(tmpdir(), 'clone-'));
	await mkdir(join(clone, 'test'));
	for (const path of ['package.json', 'package-lock.json', 'test/commands']) {
		await cp(join(ROOT, path), join(clone, path), { recursive: true });
	}
});
afterEach(async () => await rm(clone, { recursive: true, force: true }));

/** Runs the first stage as npm would, against a registry of the test's. */
function bootstrap(registry: string, nodeArguments: string[] = []): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
	const child = spawn(process.execPath, [...nodeArguments, join(clone, 'test/commands/bootstrap.mjs'), 'test'], {
		cwd: clone,
		env: {
			PATH: process.env['PATH'],
			HOME: clone,
			npm_config_registry: registry,
			npm_config_cache: join(clone, 'cache'),
			npm_config_fetch_retries: '0',
		},
	});
	const printed: string[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	return { child, output: () => printed.join(''), ended };
}

describe('The first stage of the commands', () => {
	it('asks for a newer Node in one sentence', async () => {
		const older = "data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '18.20.8' })";
		const { output, ended } = bootstrap('http://127.0.0.1:9', ['--import', older]);
		expect(await ended).toBe(1);
		expect(output().trim().split('\n')).toEqual([expect.stringMatching(/^Node 20 or newer is needed, and this is Node 18\.20\.8/)]);
	});

	it('says in one sentence that the registry cannot be reached', async () => {
		const { output, ended } = bootstrap(`http://127.0.0.1:${await freePort()}`);
		expect(await ended).toBe(1);
		expect(output().trim().split('\n').at(-1)).toMatch(/^The npm registry cannot be reached: check the network/);
	});

	it('ends npm on Ctrl-C in the middle of the installation, and leaves the next run to start over', async () => {
		const silent = await silentServer();
		const { child, output, ended } = bootstrap(silent.url);
		await silent.asked;
		const interrupted = Date.now();
		child.kill('SIGINT');
		expect(await ended).toBe(130);
		expect(Date.now() - interrupted).toBeLessThan(5_000);
		await silent.abandoned;
		expect(await readdir(join(clone, '.state'))).toEqual(['logs']);
		expect(output()).toContain('Installing the development tools');

		const next = bootstrap(`http://127.0.0.1:${await freePort()}`);
		expect(await next.ended).toBe(1);
		expect(next.output()).toContain('Installing the development tools');
		silent.stop();
	});
});

interface SilentServer {
	url: string;
	/** Settles with the first request. */
	asked: Promise<void>;
	/** Settles when a client that had asked is gone. */
	abandoned: Promise<void>;
	stop(): void;
}

/** A registry that takes requests and never answers. */
async function silentServer(): Promise<SilentServer> {
	const server: Server = createServer();
	const asked = new Promise<void>((resolve) => server.once('request', () => resolve()));
	const abandoned = new Promise<void>((resolve) => server.once('request', ({ socket }) => socket.once('close', () => resolve())));
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${port}`, asked, abandoned, stop: () => server.close().closeAllConnections() };
}
