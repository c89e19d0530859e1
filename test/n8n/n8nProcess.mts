import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ChildProcess } from 'node:child_process';
import { endGroup, spawnGroup } from '../commands/processGroups.mjs';
import { PROJECT_NODE, ROOT } from '../commands/project.mjs';
import { StopMessage } from '../commands/stopMessage.mjs';
import { installCommunityPackage } from './communityPackage.mts';
import { freePort } from './freePort.mts';
import { HOST_FOLDER, isHostInstalled } from './installHost.mts';

const READY_WITHIN_MS = 120_000;
/** Another program may take a port between our look and n8n's start. */
const PORT_ATTEMPTS = 3;

const HOST_MISSING = 'The pinned n8n is not installed: `npm start` and `npm test` install it.';

export interface N8nProcessOptions {
	/** n8n's command: `start` is the server with the editor, `worker` one that runs executions of a queue. */
	command: 'start' | 'worker';
	/** n8n's user folder; kept between starts if it is not removed. */
	folder: string;
	/** The package to install as a community package, made by `npm pack`. */
	tarball: string;
	/** Port to use if it is free; any free one otherwise. */
	port?: number | undefined;
	/** Added to n8n's environment. */
	env?: Record<string, string>;
}

/** One running process of n8n, which is ready to work. It ends with the process that started it, however that ends. */
export interface N8nProcess {
	/** Of the editor or, of a worker, of its health checks. */
	readonly baseUrl: string;
	readonly pid: number | undefined;
	/** Settles when n8n has ended, for whatever reason. */
	readonly ended: Promise<void>;
	/** Everything n8n has printed so far; also in `n8n.log` of its folder. */
	logs(): string;
	/** Shuts n8n down as an operator would. */
	stop(): Promise<void>;
	/** Ends n8n as a power cut would. */
	kill(): Promise<void>;
}

/** Starts a process of the pinned n8n on the loopback interface, with one community package installed. */
export async function startN8nProcess({ command, folder, tarball, port, env = {} }: N8nProcessOptions): Promise<N8nProcess> {
	if (!(await isHostInstalled())) throw new StopMessage(HOST_MISSING);
	await mkdir(folder, { recursive: true });
	await installCommunityPackage(tarball, folder);
	// After a crash n8n waits ten seconds, so as not to crash in a loop. We start it once.
	await rm(join(folder, '.n8n/crash.journal'), { force: true });

	for (let attempt = 1; ; attempt++) {
		const started = launch(command, folder, await freePort(port), { N8N_RUNNERS_BROKER_PORT: String(await freePort()), ...env });
		try {
			await untilReady(started);
			refuseUnloadedPackage(started.logs());
			return {
				baseUrl: started.baseUrl,
				pid: started.process.pid,
				ended: started.ended,
				logs: started.logs,
				stop: async () => await endGroup(started.process),
				kill: async () => await endGroup(started.process, 'SIGKILL'),
			};
		} catch (error) {
			await endGroup(started.process, 'SIGKILL');
			if (attempt < PORT_ATTEMPTS && /port \d+ is already in use/i.test(started.logs())) continue;
			throw error;
		}
	}
}

interface Launched {
	baseUrl: string;
	process: ChildProcess;
	ended: Promise<void>;
	logs: () => string;
}

function launch(command: string, folder: string, port: number, env: Record<string, string>): Launched {
	const preload = pathToFileURL(join(ROOT, 'test/commands/exitWithParent.mjs')).href;
	const log = join(folder, 'n8n.log');
	// A file and no pipe: n8n can still write, and so shut down properly, when we are gone.
	const output = openSync(log, 'w');
	const child = spawnGroup(
		PROJECT_NODE,
		['--import', preload, join(HOST_FOLDER, 'node_modules/n8n/bin/n8n'), command],
		{ cwd: folder, env: { ...environment(folder, port), ...env }, stdio: ['ignore', output, output, 'ipc'] },
	);
	closeSync(output);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	return { baseUrl: `http://127.0.0.1:${port}`, process: child, ended, logs: () => readFileSync(log, 'utf8') };
}

async function untilReady({ baseUrl, process: child, logs }: Launched): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	while (Date.now() < deadline) {
		if (child.exitCode !== null || child.signalCode !== null) {
			throw new Error(`n8n ended while starting; it printed:\n${lastLines(logs())}`);
		}
		const answer = await fetch(`${baseUrl}/healthz/readiness`).catch(() => undefined);
		if (answer?.ok) return;
		await sleep(100);
	}
	throw new Error(`n8n was not ready after ${READY_WITHIN_MS / 1000} s; it printed:\n${lastLines(logs())}`);
}

/** n8n goes on without a package it cannot load; we would only find its nodes missing. */
function refuseUnloadedPackage(logs: string): void {
	const [, reason] = /^(Failed to load package .*\n.*)/m.exec(logs) ?? [];
	if (reason !== undefined) throw new Error(`n8n did not take the package. It printed:\n${reason}`);
}

function lastLines(text: string): string {
	return text.trimEnd().split('\n').slice(-20).join('\n');
}

/**
 * A headless n8n on SQLite that calls nobody. The surroundings' own settings for n8n, npm and Node stay outside:
 * they are for another n8n, or for the program that runs the tests.
 */
function environment(folder: string, port: number): NodeJS.ProcessEnv {
	const outside = Object.entries(process.env).filter(([name]) => !/^(N8N_|DB_|EXECUTIONS_|QUEUE_|npm_|NODE_(ENV|OPTIONS|CHANNEL)|VITEST)/.test(name));
	return {
		...Object.fromEntries(outside),
		// n8n starts its task runner as `node`, which must be the Node it runs on itself.
		PATH: `${dirname(PROJECT_NODE)}${delimiter}${process.env['PATH'] ?? ''}`,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: folder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		// of a worker
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_LOG_LEVEL: 'info',
		N8N_LOG_OUTPUT: 'console',
		NO_COLOR: '1',
		DB_TYPE: 'sqlite',
		GENERIC_TIMEZONE: 'UTC',
		// The sandbox is on the loopback interface, where no proxy finds it.
		NO_PROXY: ['127.0.0.1', 'localhost', process.env['NO_PROXY']].filter(Boolean).join(','),
		...CALLS_NOBODY,
	};
}

const CALLS_NOBODY = {
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_AI_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_ONBOARDING_FLOW_DISABLED: 'true',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_SENTRY_DSN: '',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
} as const;
