import { execFile } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endGroup, spawnGroup } from '../commands/processGroups.mjs';
import { freePort } from './freePort.mts';

const VERSIONS = '/usr/lib/postgresql';
const READY_WITHIN_MS = 30_000;
const USER = 'n8n';

const programs = existsSync(VERSIONS) ? readdirSync(VERSIONS).map((version) => join(VERSIONS, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb'))) : undefined;

/** Why there can be no PostgreSQL here, with what to do about it; nothing when there can. */
export const postgresMissing = programs === undefined ? `${VERSIONS} is missing; on Debian \`apt-get install postgresql\` brings it` : undefined;

export interface Postgres {
	/** Settings with which n8n uses it. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

/**
 * Starts Debian's PostgreSQL on the loopback interface, with an empty database.
 *
 * @param folder for the database and `postgres.log`; made if it is missing. Those above it must let other users through.
 */
export async function startPostgres(folder: string): Promise<Postgres> {
	if (programs === undefined) throw new Error(postgresMissing);
	// PostgreSQL refuses to run as root: there it works as an account that every system has
	const account = userInfo().uid === 0 ? { uid: 65_534, gid: 65_534 } : {};
	await mkdir(folder, { recursive: true });
	if (account.uid !== undefined) await chown(folder, account.uid, account.gid);
	const data = join(folder, 'data');
	await promisify(execFile)(join(programs, 'initdb'), ['--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'], { cwd: folder, ...account });

	const port = await freePort();
	const log = join(folder, 'postgres.log');
	const output = openSync(log, 'w');
	const settings = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: '50' }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	// the shell ends PostgreSQL when its input ends, which it does however we end; INT ends it without waiting for its clients
	const shell = spawnGroup('sh', ['-c', 'trap : TERM; "$@" & cat; kill -INT $!; wait', 'sh', join(programs, 'postgres'), '-D', data, '-p', String(port), ...settings], {
		cwd: folder,
		...account,
		stdio: ['pipe', output, output],
	});
	closeSync(output);
	const stop = async () => await endGroup(shell);
	for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
		if (!/ready to accept connections/.test(readFileSync(log, 'utf8'))) continue;
		const env = { DB_TYPE: 'postgresdb', DB_POSTGRESDB_HOST: '127.0.0.1', DB_POSTGRESDB_PORT: String(port), DB_POSTGRESDB_DATABASE: 'postgres', DB_POSTGRESDB_USER: USER, DB_POSTGRESDB_PASSWORD: USER };
		return { env, stop };
	}
	await stop();
	throw new Error(`PostgreSQL was not ready after ${READY_WITHIN_MS / 1000} s; it printed:\n${readFileSync(log, 'utf8')}`);
}
