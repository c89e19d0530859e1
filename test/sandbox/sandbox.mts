/**
 * A stand-in for TheHive 5.7.3, in this process.
 *
 *   startSandbox(options?: SandboxOptions): Promise<Sandbox>
 *
 *   const sandbox = await startSandbox({ seed: 'soc' });
 *   sandbox.url          'http://127.0.0.1:40123' (with basePath when given)
 *   sandbox.requests     journal of exchanges, oldest first; resetJournal() empties it
 *   sandbox.faults       failNext({status, mode, times, match, …}), latencyMs, indexDelayMs, clockSkewMs, nextStamp, webhookCopies
 *   sandbox.webhooks     where audits are posted: push({ url, organisation?, headers? })
 *   sandbox.maxInFlight  most requests open at once since the last reset, stream polls apart
 *   sandbox.store        the rows, to look at: sandbox.store.table('alert').all()
 *   sandbox.dropStreams(), sandbox.restart({ downMs }), sandbox.close()
 *
 * Logins: admin@thehive.local / secret; with the seed 'soc' see seed.mts.
 */
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from './faults.mts';
import { Journal } from './http/journal.mts';
import type { RecordedExchange } from './http/journal.mts';
import { buildServer } from './http/server.mts';
import { Instance } from './instance.mts';
import { routes } from './routes/index.mts';
import { openRoutes } from './routes/platform.mts';
import { seedFresh } from './seed/fresh.mts';
import { seedSoc } from './seed.mts';
import { DataFile } from './store/dataFile.mts';
import { FileStore } from './store/files.mts';
import type { Store } from './store/store.mts';
import { SERVER_TIMINGS } from './stream/stream.mts';
import type { StreamTimings } from './stream/stream.mts';
import type { Webhook } from './stream/webhooks.mts';

export type { Failure, Faults } from './faults.mts';
export type { Webhook } from './stream/webhooks.mts';
export type { RecordedExchange, RecordedPart } from './http/journal.mts';

export interface SandboxOptions {
	/** Default 0: any free port. */
	readonly port?: number;
	/** Default `empty`: as a fresh TheHive. Ignored when the data file holds something. */
	readonly seed?: 'empty' | 'soc';
	/** Where to keep the state; without it the state is lost at the end. */
	readonly dataFile?: string;
	/** Timings of the event stream, ms; the rest as the server's own. */
	readonly stream?: Partial<StreamTimings>;
	/** Added to every request, ms. */
	readonly latencyMs?: number;
	/** How long Cortex jobs and actions take, ms. Default 500. */
	readonly cortexJobMs?: number;
	readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
	/** Serve under a path such as `/thehive`. */
	readonly basePath?: string;
	/** The clock, ms. Default `Date.now`. */
	readonly now?: () => number;
	/** How many exchanges the journal keeps; 0 for none. Default 20,000. */
	readonly journalLimit?: number;
}

export interface Sandbox {
	/** Origin and base path, without a slash at the end. */
	readonly url: string;
	readonly port: number;
	/** Exchanges, oldest first. Paths are without the base path. */
	readonly requests: readonly RecordedExchange[];
	readonly faults: Faults;
	/** Where audits are posted; can be changed at any time, empty at the start. */
	readonly webhooks: Webhook[];
	/** The state, to look at. Change it through the API. */
	readonly store: Store;
	/** Most requests open at once since the last reset, stream polls apart. */
	readonly maxInFlight: number;
	/** Empties the journal and the high-water mark. */
	resetJournal(): void;
	/** Forgets all event streams, as a restart does: polls get 404. */
	dropStreams(): void;
	/** Cuts all connections, stays away for `downMs`, and comes back on the same port without streams and sessions. */
	restart(options?: { readonly downMs?: number }): Promise<void>;
	close(): Promise<void>;
}

/** The port the server listens on. */
function portOf(app: FastifyInstance): number {
	const address: AddressInfo | string | null = app.server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return address.port;
}

async function prepare(instance: Instance, options: SandboxOptions): Promise<void> {
	let held = 0;
	if (options.dataFile !== undefined) {
		const { dataFile, transactions } = await DataFile.load(options.dataFile, instance.store);
		instance.dataFile = dataFile;
		held = transactions;
	}
	if (held > 0) return;
	await seedFresh(instance);
	if (options.seed === 'soc') await seedSoc(instance);
}

/**
 * Starts a sandbox on the loopback interface.
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const instance = new Instance({
		timings: { ...SERVER_TIMINGS, ...options.stream },
		files: new FileStore(options.dataFile === undefined ? undefined : `${options.dataFile}.files`),
		clock: options.now ?? Date.now,
		cortexJobMs: options.cortexJobMs ?? 500,
	});
	instance.faults.latencyMs = options.latencyMs ?? 0;
	const journal = new Journal(options.journalLimit ?? 20_000);
	const basePath = (options.basePath ?? '').replace(/\/+$/, '');
	const sockets = new Set<Socket>();

	const listen = async (port: number): Promise<FastifyInstance> => {
		const app = await buildServer({ instance, journal, routes, open: openRoutes, basePath, tls: options.tls });
		app.server.on('connection', (socket: Socket) => {
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
		});
		await app.listen({ port, host: '127.0.0.1' });
		return app;
	};
	const stop = async (running: FastifyInstance): Promise<void> => {
		// no new connection first: who is cut off tries again at once
		running.server.close();
		for (const socket of sockets) socket.destroy();
		instance.forget();
		await running.close();
	};

	let app: FastifyInstance;
	try {
		await prepare(instance, options);
		app = await listen(options.port ?? 0);
	} catch (error) {
		await instance.close();
		throw error;
	}
	const port = portOf(app);

	return {
		url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${basePath}`,
		port,
		requests: journal.exchanges,
		faults: instance.faults,
		webhooks: instance.webhooks.targets,
		store: instance.store,
		get maxInFlight() {
			return journal.maxInFlight;
		},
		resetJournal: () => journal.reset(),
		dropStreams: () => instance.streams.dropAll(),
		restart: async ({ downMs = 0 } = {}) => {
			await stop(app);
			await sleep(downMs);
			app = await listen(port);
		},
		close: async () => {
			await stop(app);
			await instance.close();
		},
	};
}
