import { join } from 'node:path';
import type { TheHiveAccess } from '../n8n/theHiveReader.mts';
import { StopMessage } from './stopMessage.mjs';

const SANDBOX_PORT = 9000;

/** The TheHive that `npm start` works on. */
export interface TheHive extends TheHiveAccess {
	/** What it is, for the people at the terminal. */
	description: string;
	/** Whether it is our stand-in, where nothing can be harmed. */
	isSandbox: boolean;
	stop(): Promise<void>;
}

/**
 * The TheHive named by `THEHIVE_URL` and `THEHIVE_API_KEY`, else a seeded sandbox.
 *
 * @param folder keeps the sandbox's data between runs
 */
export async function openTheHive(folder: string): Promise<TheHive> {
	const { THEHIVE_URL: url, THEHIVE_API_KEY: apiKey } = process.env;
	if (url && apiKey) return { url, apiKey, description: `${url}, as THEHIVE_URL says`, isSandbox: false, stop: async () => {} };
	if (url || apiKey) throw new StopMessage('THEHIVE_URL and THEHIVE_API_KEY go together: set both, or neither to use the sandbox.');
	return await openSandbox(join(folder, 'thehive.json'));
}

/** Loaded only here: a run on a real TheHive needs nothing of the sandbox. */
async function openSandbox(dataFile: string): Promise<TheHive> {
	const { startSandbox } = await import('../sandbox/sandbox.mts');
	const { SEED_API_KEY } = await import('../sandbox/seed.mts');
	const sandbox = await startSandbox({ port: SANDBOX_PORT, seed: 'soc', dataFile }).catch(async (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EADDRINUSE') throw error;
		const elsewhere = await startSandbox({ seed: 'soc', dataFile });
		console.log(`  Port ${SANDBOX_PORT} is taken: the sandbox uses ${elsewhere.port}`);
		return elsewhere;
	});
	return {
		url: sandbox.url,
		apiKey: SEED_API_KEY,
		description: `${sandbox.url}, the sandbox (API key ${SEED_API_KEY})`,
		isSandbox: true,
		stop: sandbox.close,
	};
}
