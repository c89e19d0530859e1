import { join } from 'node:path';
import { freePort } from '../n8n/freePort.mts';
import type { TheHiveAccess } from '../n8n/theHiveReader.mts';
import { StopMessage } from './stopMessage.mjs';

const SANDBOX_PORT = 9000;

/** The TheHive that `npm start` works on. */
export interface TheHive extends TheHiveAccess {
	/** What it is, for the people at the terminal. */
	description: string;
	stop(): Promise<void>;
}

/**
 * The TheHive named by `THEHIVE_URL` and `THEHIVE_API_KEY`, else a seeded sandbox.
 *
 * @param folder keeps the sandbox's data between runs
 */
export async function openTheHive(folder: string): Promise<TheHive> {
	const { THEHIVE_URL: url, THEHIVE_API_KEY: apiKey } = process.env;
	if (url && apiKey) return { url, apiKey, description: `your TheHive, ${url}`, stop: async () => {} };
	if (url || apiKey) throw new StopMessage('THEHIVE_URL and THEHIVE_API_KEY go together: set both, or neither to use the sandbox.');

	const { startSandbox } = await import('../sandbox/sandbox.mts');
	const { SEED_API_KEY } = await import('../sandbox/seed.mts');
	const port = await freePort(SANDBOX_PORT);
	if (port !== SANDBOX_PORT) console.log(`  Port ${SANDBOX_PORT} is taken: the sandbox uses ${port}`);
	const sandbox = await startSandbox({ port, seed: 'soc', dataFile: join(folder, 'thehive.json') });
	return { url: sandbox.url, apiKey: SEED_API_KEY, description: `the sandbox, ${sandbox.url}`, stop: sandbox.close };
}
