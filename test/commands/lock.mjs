import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The holder of a lock touches it this often … */
const HEARTBEAT_MS = 5_000;
/** … so a lock untouched for this long belongs to nobody: its process id may have been given to another program. */
const STALE_AFTER_MS = 60_000;

/**
 * Takes a lock that other runs of these commands respect, or answers nothing when another process has it.
 *
 * @param {string} file
 * @returns {{ release: () => void } | undefined}
 */
export function tryLock(file) {
	mkdirSync(dirname(file), { recursive: true });
	if (isAbandoned(file)) rmSync(file, { force: true });
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
		throw error;
	}

	const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref();
	const release = () => {
		clearInterval(heartbeat);
		process.off('exit', release);
		rmSync(file, { force: true });
	};
	process.once('exit', release);
	return { release };
}

/**
 * Runs an action while holding a lock, waiting for another run of these commands to let it go first.
 *
 * @template Result
 * @param {string} file
 * @param {string} purpose what the other one is doing, for the line that says we wait
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result>}
 */
export async function withLock(file, purpose, action) {
	let lock = tryLock(file);
	if (lock === undefined) console.log(`  Waiting for another command in this folder that is ${purpose} …`);
	while (lock === undefined) {
		await sleep(500);
		lock = tryLock(file);
	}
	try {
		return await action();
	} finally {
		lock.release();
	}
}

/**
 * Whether a process of ours holds the lock now.
 *
 * @param {string} file
 */
export function isLocked(file) {
	return statSync(file, { throwIfNoEntry: false }) !== undefined && !isAbandoned(file);
}

/** @param {string} file */
function isAbandoned(file) {
	try {
		if (Date.now() - statSync(file).mtimeMs > STALE_AFTER_MS) return true;
		process.kill(Number(readFileSync(file, 'utf8')), 0);
		return false;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ESRCH';
	}
}

/** @param {string} file */
function touch(file) {
	try {
		const now = new Date();
		utimesSync(file, now, now);
	} catch {
		// Somebody removed the folder: the release has nothing left to do either.
	}
}
