import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startN8n } from './host.mts';
import type { N8nHost, N8nOptions } from './host.mts';
import { n8nMissing, testPackage } from './testPackage.mts';

const START_WITHIN_MS = 300_000;

/**
 * A real n8n with the packed package for the tests of one file, in a folder and on ports of its own. Where n8n is not
 * installed the tests are skipped, each with the reason.
 *
 * @returns the n8n, to be called inside tests and after {@link prepare} has run
 * @param prepare runs once n8n is up, for what all tests of the file need in it
 * @param start how it is started, if not as a single process
 */
export function realN8n(prepare?: (n8n: N8nHost) => Promise<void>): () => N8nHost;
export function realN8n<Host extends N8nHost>(prepare: (n8n: Host) => Promise<void>, start: (options: N8nOptions) => Promise<Host>): () => Host;
export function realN8n(prepare: (n8n: N8nHost) => Promise<void> = async () => {}, start: (options: N8nOptions) => Promise<N8nHost> = startN8n): () => N8nHost {
	let host: N8nHost | undefined;
	let folder: string | undefined;
	let missing: string | undefined;

	beforeAll(async () => {
		missing = await n8nMissing();
		if (missing !== undefined) return;
		folder = await mkdtemp(join(tmpdir(), 'real-n8n-'));
		host = await start({ folder, tarball: await testPackage() });
		await prepare(host);
	}, START_WITHIN_MS);
	beforeEach(({ skip }) => skip(missing !== undefined, missing));
	afterAll(async () => {
		await host?.stop();
		if (folder !== undefined) await rm(folder, { recursive: true, force: true });
	});

	return () => {
		if (host === undefined) throw new Error('n8n has not been started yet');
		return host;
	};
}
