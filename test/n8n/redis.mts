import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, spawnGroup } from '../commands/processGroups.mjs';
import { freePort } from './freePort.mts';

const REDIS = '/usr/bin/redis-server';
const READY_WITHIN_MS = 10_000;

/** Why there can be no Redis here, with what to do about it; nothing when there can. */
export const redisMissing = existsSync(REDIS) ? undefined : `${REDIS} is missing; on Debian \`apt-get install redis-server\` brings it`;

export interface Redis {
	port: number;
	stop(): Promise<void>;
}

/**
 * Starts Debian's Redis on the loopback interface, without anything on disk but its log.
 *
 * @param folder where `redis.log` goes; made if it is missing
 */
export async function startRedis(folder: string): Promise<Redis> {
	await mkdir(folder, { recursive: true });
	const port = await freePort();
	const log = join(folder, 'redis.log');
	const output = openSync(log, 'w');
	// the shell ends Redis when its input ends, which it does however we end
	const shell = spawnGroup('sh', ['-c', 'trap : TERM; "$@" & cat; kill $!; wait', 'sh', REDIS, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], {
		stdio: ['pipe', output, output],
	});
	closeSync(output);
	const stop = async () => await endGroup(shell);
	for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
		if (await answers(port)) return { port, stop };
	}
	await stop();
	throw new Error(`Redis was not ready after ${READY_WITHIN_MS / 1000} s; it printed:\n${readFileSync(log, 'utf8')}`);
}

async function answers(port: number): Promise<boolean> {
	return await new Promise<boolean>((resolve) => {
		const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
		socket.once('data', (answer) => {
			resolve(answer.toString().startsWith('+PONG'));
			socket.end();
		});
		socket.once('error', () => resolve(false));
	});
}
