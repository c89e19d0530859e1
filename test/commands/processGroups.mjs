import { spawn } from 'node:child_process';

/** Ids of the process groups this command started and that must not outlive it. */
const groups = new Set();

/** How long a group may take to end by itself once it was asked to. */
const GRACE_MS = 8_000;

process.once('exit', () => {
	for (const group of groups) signalGroup(group, 'SIGKILL');
});

/**
 * Starts a program as the leader of a process group of its own, so that it can be ended together with everything
 * it starts. Whatever is left of the group is killed when this process exits, for whatever reason.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnGroup(command, args, options) {
	const child = spawn(command, args, { ...options, detached: true });
	const { pid } = child;
	if (pid !== undefined) {
		groups.add(pid);
		child.once('exit', () => {
			// Its leader is gone: nobody is left to end the others in an orderly way.
			signalGroup(pid, 'SIGKILL');
			groups.delete(pid);
		});
	}
	return child;
}

/**
 * Asks the group of a process to end, and makes it end when it takes too long.
 *
 * @param {import('node:child_process').ChildProcess} child as {@link spawnGroup} answered it
 * @param {NodeJS.Signals} [signal]
 * @returns {Promise<void>} settles when the leader has gone
 */
export async function endGroup(child, signal = 'SIGTERM') {
	const { pid } = child;
	if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	signalGroup(pid, signal);
	const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
	await gone;
	clearTimeout(timer);
}

/**
 * Runs `stop` once when the user or the system ends this command, then leaves with the customary status. Later
 * signals are ignored: a terminal, npm and the parent command each deliver their own copy of one Ctrl-C.
 *
 * @param {() => Promise<void> | void} stop
 */
export function onTermination(stop) {
	let stopping = false;
	for (const [signal, status] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) {
		process.on(signal, async () => {
			if (stopping) return;
			stopping = true;
			try {
				await stop();
			} finally {
				process.exit(status);
			}
		});
	}
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
	try {
		process.kill(-group, signal);
	} catch {
		// The group has ended already.
	}
}
