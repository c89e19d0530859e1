import { N8nClient } from './client.mts';
import { startN8nProcess } from './n8nProcess.mts';
import type { N8nProcess, N8nProcessOptions } from './n8nProcess.mts';

export type N8nOptions = Omit<N8nProcessOptions, 'command'>;

/** A running n8n of our own. It ends with the process that started it, however that ends. */
export interface N8nHost extends N8nProcess {
	/** Signed in as the owner. */
	readonly client: N8nClient;
}

/** Starts the pinned n8n on the loopback interface with one community package installed, and signs in as its owner. */
export async function startN8n(options: N8nOptions): Promise<N8nHost> {
	const main = await startN8nProcess({ ...options, command: 'start' });
	try {
		return { ...main, client: await signedIn(main.baseUrl) };
	} catch (error) {
		await main.kill();
		throw error;
	}
}

/** A client of the n8n at an address, signed in as its owner. */
export async function signedIn(baseUrl: string): Promise<N8nClient> {
	const client = new N8nClient(baseUrl);
	await client.signIn();
	return client;
}
