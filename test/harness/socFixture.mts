import type { INodeParameters } from 'n8n-workflow';
import { Client, setUpSoc } from '../sandbox/client.mts';
import type { Soc } from '../sandbox/client.mts';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { NodeRunOptions } from './runNode.mts';
import { runNode } from './runNode.mts';

/** A sandbox with two linked organisations, and the node signed in as an analyst of the first. */
export interface SocFixture {
	sandbox: Sandbox;
	soc: Soc;
	/** The analyst whose key the node has, for setting up and looking at the state. */
	analyst: Client;
	credential: NodeRunOptions['credential'];
	/** Runs an operation of the resource. */
	run: (parameters: INodeParameters, options?: Partial<NodeRunOptions>) => ReturnType<typeof runNode>;
	/** Bodies that were sent since the journal had `start` exchanges. */
	sentSince: (start: number, method: string, path: RegExp) => unknown[];
	close: () => Promise<void>;
}

export async function startSoc(resource: string, options: SandboxOptions = {}): Promise<SocFixture> {
	const sandbox = await startSandbox(options);
	const soc = await setUpSoc(sandbox.url);
	const key = (await soc.admin.post('/user/analyst@main.test/key/renew')).text;
	const credential = { url: sandbox.url, apiKey: key };
	return {
		sandbox,
		soc,
		analyst: Client.withKey(sandbox.url, key),
		credential,
		run: async (parameters, runOptions = {}) => await runNode({ credential, parameters: { resource, ...parameters }, ...runOptions }),
		sentSince: (start, method, path) =>
			sandbox.requests.slice(start).filter((request) => request.method === method && path.test(request.path)).map(({ requestBody }) => requestBody),
		close: async () => await sandbox.close(),
	};
}
