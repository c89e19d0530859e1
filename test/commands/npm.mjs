import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { spawnGroup } from './processGroups.mjs';
import { startStep } from './progress.mjs';
import { StopMessage } from './stopMessage.mjs';

/** What npm and the tools it runs print, and the sentence that helps with it; the first match counts. */
const EXPLANATIONS = /** @type {const} */ ([
	[/ENOSPC|no space left on device/i, 'The disk is full: make room (a full installation takes about 4 GB) and run the command again.'],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network request .* failed/,
		'The npm registry cannot be reached: check the network and npm\'s proxy settings (`npm ping` shows whether it works), then run the command again.',
	],
	[
		/not found: make|make: not found|g\+\+: not found|Could not find any Python|find Python/i,
		'A C++ compiler, make and Python 3 are needed to build one library of n8n (on Debian: `apt-get install g++ make python3`).',
	],
	[/EACCES|EPERM/, 'npm may not write here: check who owns this folder and npm\'s cache.'],
]);

/**
 * Runs npm with its progress shown and its output in a log file.
 *
 * @param {object} run
 * @param {string} run.title what is being done, e.g. "Installing n8n"
 * @param {readonly string[]} run.args
 * @param {string} run.cwd
 * @param {string} run.node the Node to run npm on
 * @param {string} run.log file that receives everything npm prints
 * @param {number} [run.packages] how many packages npm will fetch, to show how far it has come
 * @param {NodeJS.ProcessEnv} [run.env] added to the environment
 * @returns {Promise<void>}
 */
export async function runNpm({ title, args, cwd, node, log, packages, env = {} }) {
	mkdirSync(dirname(log), { recursive: true });
	const logStream = createWriteStream(log);
	let fetched = 0;
	const step = startStep(title, () => (fetched > 0 && packages ? `${Math.min(fetched, packages)} of ${packages} packages` : ''));

	const [command, ...before] = npmCommand(node);
	const child = spawnGroup(command, [...before, ...args, '--loglevel=http'], {
		cwd,
		env: { ...outsideEnvironment(), ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	for (const output of [child.stdout, child.stderr]) {
		output?.on('data', (/** @type {Buffer} */ chunk) => {
			logStream.write(chunk);
			fetched += chunk.toString().match(/npm http (?:fetch GET 200|cache) \S+\.tgz/g)?.length ?? 0;
		});
	}
	const outcome = await new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (status, signal) => resolve(status ?? signal));
	});
	await new Promise((resolve) => logStream.end(resolve));

	if (outcome === 0) return step.done();
	step.failed();
	throw new StopMessage(explain(readFileSync(log, 'utf8'), log, outcome));
}

/**
 * The environment of the user: without what the npm that started us added for its own script, and without the
 * Node of this project, which may be about to be replaced.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function outsideEnvironment() {
	const entries = Object.entries(process.env).filter(
		([name]) => !/^npm_(package_|lifecycle_|command$|config_(local_prefix|global_prefix|prefix)$)/.test(name),
	);
	const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.endsWith('/node_modules/.bin'));
	return { ...Object.fromEntries(entries), PATH: path.join(':') };
}

/**
 * @param {string} node
 * @returns {[string, ...string[]]}
 */
function npmCommand(node) {
	const cli = process.env.npm_execpath;
	return cli && basename(cli) === 'npm-cli.js' ? [node, cli] : ['npm'];
}

/**
 * @param {string} output
 * @param {string} log
 * @param {unknown} outcome
 */
function explain(output, log, outcome) {
	// Only npm's own errors count: the log of a successful download may well name a package "enospc".
	const errors = output.split('\n').filter((line) => /npm error|gyp ERR!|not found|No space/i.test(line));
	const known = EXPLANATIONS.find(([pattern]) => pattern.test(errors.join('\n')));
	if (known) return `${known[1]} (Details: ${log})`;
	return [`npm ended with ${outcome}; its last lines, of ${log}:`, ...output.trimEnd().split('\n').slice(-15)].join('\n');
}
