import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StopMessage } from '../commands/stopMessage.mjs';
import { signedIn } from './host.mts';
import type { N8nHost, N8nOptions } from './host.mts';
import { startN8nProcess } from './n8nProcess.mts';
import type { N8nProcess } from './n8nProcess.mts';
import { postgresMissing, startPostgres } from './postgres.mts';
import { redisMissing, startRedis } from './redis.mts';

/** Why there can be no queue mode here, with what to do about it; nothing when there can. */
export const queueModeMissing = redisMissing ?? postgresMissing;

export interface QueueModeOptions extends N8nOptions {
	/** How many workers run the executions. */
	workers?: number;
}

/**
 * An n8n in queue mode: the main process holds editor, webhooks and triggers, the workers run all executions. What is
 * said of a {@link N8nHost} concerns the main process, but that `stop` and `kill` end everything.
 */
export interface QueueModeN8n extends N8nHost {
	readonly workers: readonly N8nProcess[];
	/** Ends the main process alone, as an operator or a power cut would. The workers go on. */
	endMain(how: 'kill' | 'stop'): Promise<void>;
	/** Starts the main process again at its address, where the client goes on as before. */
	startMain(): Promise<void>;
	/** Adds a worker, for instance in place of one that was killed. */
	startWorker(): Promise<N8nProcess>;
}

/**
 * Starts Redis, PostgreSQL, a main process and workers of the pinned n8n, each with a folder and an installed package of its own as
 * on machines of their own; database, files of executions and encryption key are shared. (SQLite, which processes can share,
 * too, answers "database is locked" when they are busy; n8n does not support it here.)
 */
export async function startQueueMode({ folder, tarball: packed, port, env = {}, workers: count = 2 }: QueueModeOptions): Promise<QueueModeN8n> {
	if (queueModeMissing !== undefined) throw new StopMessage(queueModeMissing);
	const files = join(folder, 'files');
	await mkdir(files, { recursive: true });
	// PostgreSQL may have to run as another user
	await chmod(folder, 0o755);
	// processes are started later, too, when another package may lie there
	const tarball = join(folder, 'package.tgz');
	await copyFile(packed, tarball);
	const [redis, postgres] = await Promise.all([startRedis(join(folder, 'redis')), startPostgres(join(folder, 'postgres'))]);
	const common = {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		...postgres.env,
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_BINARY_DATA_STORAGE_PATH: files,
		N8N_ENCRYPTION_KEY: 'shared by main and workers',
		...env,
	};
	const workers: N8nProcess[] = [];
	let started = 0;
	let main: N8nProcess | undefined;

	const running = () => {
		if (main === undefined) throw new Error('The main process of n8n has not been started');
		return main;
	};
	const launchMain = async (at: number | undefined) => {
		main = await startN8nProcess({ command: 'start', folder: join(folder, 'main'), tarball, port: at, env: common });
		return main;
	};
	const startWorker = async () => {
		const worker = await startN8nProcess({ command: 'worker', folder: join(folder, `worker-${++started}`), tarball, env: common });
		workers.push(worker);
		return worker;
	};
	const end = async (how: 'kill' | 'stop') => {
		await Promise.all([main, ...workers].map(async (process) => await process?.[how]()));
		await Promise.all([redis.stop(), postgres.stop()]);
	};

	try {
		const { baseUrl } = await launchMain(port);
		const client = await signedIn(baseUrl);
		// only now: the main process has made the database
		await Promise.all(Array.from({ length: count }, startWorker));
		return {
			baseUrl,
			client,
			workers,
			get pid() {
				return running().pid;
			},
			get ended() {
				return running().ended;
			},
			logs: () => running().logs(),
			stop: async () => await end('stop'),
			kill: async () => await end('kill'),
			endMain: async (how) => await running()[how](),
			startMain: async () => {
				const again = await launchMain(Number(new URL(baseUrl).port));
				if (again.baseUrl !== baseUrl) throw new Error(`Another program has taken the address of n8n, ${baseUrl}`);
			},
			startWorker,
		};
	} catch (error) {
		await end('kill');
		throw error;
	}
}
