import type { INodeParameters } from 'n8n-workflow';
import { expect } from 'vitest';
import type { Client } from '../sandbox/client.mts';
import type { NodeRun, NodeRunOptions } from './runNode.mts';
import type { SocFixture } from './socFixture.mts';
import { startSoc } from './socFixture.mts';

/** The two organisations, and the node as the administrator of the platform too. */
export interface AdminFixture extends SocFixture {
	admin: Client;
	/** Runs an operation of the resource with the administrator's key. */
	runAsAdmin: SocFixture['run'];
	/** Runs it with input that must be refused before anything is sent. */
	expectRefusal: (parameters: INodeParameters, message: RegExp, options?: Partial<NodeRunOptions>) => Promise<void>;
	/** What went over the wire while `action` ran: `['POST /user', body]`, queries by their label. */
	sentBy: (action: () => Promise<NodeRun>) => Promise<{ run: NodeRun; sent: Array<[request: string, body: unknown]> }>;
}

export async function startAdmin(resource: string): Promise<AdminFixture> {
	const fixture = await startSoc(resource);
	const { sandbox, soc, credential, run } = fixture;
	const apiKey = (await soc.admin.post('/user/admin@thehive.local/key/renew')).text;
	const runAsAdmin: SocFixture['run'] = async (parameters, options = {}) => await run(parameters, { credential: { ...credential, apiKey }, ...options });
	return {
		...fixture,
		admin: soc.admin,
		runAsAdmin,
		expectRefusal: async (parameters, message, options = {}) => {
			const start = sandbox.requests.length;
			const { error, items } = await runAsAdmin(parameters, options);
			expect(error?.message).toMatch(message);
			expect(items).toEqual([]);
			expect(sandbox.requests.slice(start)).toEqual([]);
		},
		sentBy: async (action) => {
			const start = sandbox.requests.length;
			const result = await action();
			return {
				run: result,
				sent: sandbox.requests.slice(start).map(({ method, path, requestBody }) => [`${method} ${path.replace('/api/v1', '')}`, requestBody]),
			};
		},
	};
}
