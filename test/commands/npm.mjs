import { basename } from 'node:path';
import { ProgramFailed, runLogged } from './runLogged.mjs';
import { StopMessage } from './stopMessage.mjs';

/** What npm and the tools it runs print, and the sentence that helps with it; the first match counts. */
const EXPLANATIONS = /** @type {const} */ ([
	[/ENOSPC|no space left on device/i, 'The disk is full: make room (a full installation takes about 4 GB) and run the command again.'],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
		"The npm registry cannot be reached: check the network and npm's proxy settings (`npm ping` shows whether it works), then run the command again.",
	],
	[
		/not found: make|make: not found|g\+\+: not found|Could not find any Python|find Python/i,
		'A C++ compiler, make and Python 3 are needed to build one library of n8n (on Debian: `apt-get install g++ make python3`).',
	],
	[/EACCES|EPERM/, "npm may not write here: check who owns this folder and npm's cache."],
]);

/**
 * Runs npm as one step, with its progress shown and its output in a log file.
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
	let lookedUp = 0;
	let fetched = 0;
	try {
		await runLogged({
			title,
			command: [...npmCommand(node), ...args, '--loglevel=http'],
			cwd,
			log,
			env: { ...outsideEnvironment(), ...env },
			onOutput: (output) => {
				const requests = output.match(/npm http (?:fetch GET 200|cache) \S+/g) ?? [];
				const packed = requests.filter((request) => request.endsWith('.tgz')).length;
				fetched += packed;
				lookedUp += requests.length - packed;
			},
			detail: () => {
				if (packages && fetched > 0) return `${Math.min(fetched, packages)} of ${packages} packages fetched`;
				return lookedUp > 0 ? `${lookedUp} packages looked up` : '';
			},
		});
	} catch (error) {
		throw error instanceof ProgramFailed ? explained(error) : error;
	}
}

/**
 * How to call npm: the one that runs this command, on the given Node.
 *
 * @param {string} node
 * @returns {[string, ...string[]]}
 */
export function npmCommand(node) {
	const cli = process.env.npm_execpath;
	return cli && basename(cli) === 'npm-cli.js' ? [node, cli] : ['npm'];
}

/**
 * The environment of the user: without what the npm that started us added for its own script, and without the
 * Node of this project, which may be about to be replaced.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function outsideEnvironment() {
	const entries = Object.entries(process.env).filter(
		([name]) => !/^npm_(package_|lifecycle_|command$|config_(local_prefix|global_prefix|prefix)$)/.test(name),
	);
	const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.endsWith('/node_modules/.bin'));
	return { ...Object.fromEntries(entries), PATH: path.join(':') };
}

/**
 * @param {ProgramFailed} failure
 * @returns {Error} one sentence where the cause is known
 */
function explained(failure) {
	// Only error lines count: the log of a successful download may well name a package "enospc".
	const errors = failure.output.split('\n').filter((line) => /npm error|gyp ERR!|not found|no space/i.test(line)).join('\n');
	const known = EXPLANATIONS.find(([pattern]) => pattern.test(errors));
	return known ? new StopMessage(`${known[1]} (Details: ${failure.log})`) : failure;
}
