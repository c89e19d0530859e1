import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import { afterAll } from 'vitest';

/** A request that another service got from a playbook. */
export interface Received {
	method: string;
	/** Path with its query string. */
	url: string;
	headers: Record<string, unknown>;
	body: unknown;
}

/** A stand-in for a service that playbooks call. */
export interface Service {
	url: string;
	/** What came so far, oldest first. */
	received: Received[];
}

/**
 * Starts a service on the loopback interface for the tests of a file; it ends with them.
 * @param routes adds its routes and content types; without it every POST is taken and answered with `ok`
 */
export async function startService(routes?: (app: FastifyInstance) => void | Promise<void>): Promise<Service> {
	const app = fastify({ bodyLimit: 64 * 1024 * 1024 });
	const received: Received[] = [];
	app.addHook('preHandler', async ({ method, url, headers, body }) => {
		received.push({ method, url, headers, body });
	});
	if (routes) await routes(app);
	else app.post('/*', async () => 'ok');
	await app.listen({ port: 0, host: '127.0.0.1' });
	afterAll(async () => await app.close());
	const address: AddressInfo | string | null = app.server.address();
	if (address === null || typeof address === 'string') throw new Error('the service has no port');
	return { url: `http://127.0.0.1:${address.port}`, received };
}
