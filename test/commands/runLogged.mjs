import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { spawnGroup } from './processGroups.mjs';
import { startStep } from './progress.mjs';

/** A program that failed; carries what it printed. */
export class ProgramFailed extends Error {
	/**
	 * @param {string} title what was being done
	 * @param {string | number} outcome its exit status, the signal that ended it, or why it could not start
	 * @param {string} log file with everything it printed
	 * @param {string} output the content of that file
	 */
	constructor(title, outcome, log, output) {
		super([`${title} ended with ${outcome}. The last lines of ${log}:`, ...output.trimEnd().split('\n').slice(-20)].join('\n'));
		this.name = 'ProgramFailed';
		this.log = log;
		this.output = output;
	}
}

/**
 * Runs a program as one step: its output goes to a log file, the terminal shows for how long it has been running.
 *
 * @param {object} run
 * @param {string} run.title what is being done, e.g. "Building the package"
 * @param {readonly [string, ...string[]]} run.command
 * @param {string} run.cwd
 * @param {string} run.log file that receives everything it prints
 * @param {NodeJS.ProcessEnv} [run.env] the whole environment; that of this process if left out
 * @param {(output: string) => void} [run.onOutput] sees what is printed, to tell how far it has come
 * @param {() => string} [run.detail] how far it has come, for the terminal
 * @returns {Promise<string>} what it printed
 */
export async function runLogged({ title, command: [command, ...args], cwd, log, env, onOutput, detail }) {
	mkdirSync(dirname(log), { recursive: true });
	const file = createWriteStream(log);
	/** @type {Error | undefined} */
	let unwritable;
	file.once('error', (error) => (unwritable = error));
	const step = startStep(title, detail);

	const child = spawnGroup(command, args, { cwd, ...(env ? { env } : {}), stdio: ['ignore', 'pipe', 'pipe'] });
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (/** @type {string} */ output) => {
			file.write(output);
			onOutput?.(output);
		});
	}
	/** @type {string | number} */
	const outcome = await new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (status, signal) => resolve(status ?? signal ?? 'no status'));
	});
	await new Promise((resolve) => file.end(() => resolve(undefined)));

	// A full disk spoils the log as well: what npm could not say there is said here.
	const output = [await readFile(log, 'utf8'), unwritable && `npm error ${unwritable.message}`].filter(Boolean).join('\n');
	if (outcome !== 0) {
		step.failed();
		throw new ProgramFailed(title, outcome, log, output);
	}
	step.done();
	return output;
}
