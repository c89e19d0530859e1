/**
 * First stage of `npm start`, `npm test` and `npm run sandbox`. It runs on whatever Node the machine has (20 or
 * newer) with nothing installed, brings `node_modules` up to date, and hands over to the command itself, which is
 * TypeScript and runs on the Node 24 of this project.
 *
 *     node test/commands/bootstrap.mjs start|test|sandbox [arguments of the command]
 */
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const OLDEST_NODE = 20;
/** The second stage of each command, from the root of the repository. */
const COMMANDS = new Map([
	['start', 'test/commands/start.mts'],
	['test', 'test/commands/test.mts'],
	['sandbox', 'test/sandbox/main.mts'],
]);

const [name = '', ...commandArguments] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
	console.error(`Node ${OLDEST_NODE} or newer is needed, and this is Node ${process.versions.node}: install a newer one (https://nodejs.org) and run the command again.`);
	process.exit(1);
}
const script = COMMANDS.get(name);
if (script === undefined) {
	console.error(`Unknown command "${name}": one of ${[...COMMANDS.keys()].join(', ')} is expected.`);
	process.exit(1);
}

// Imported only now: an older Node must read the sentence above, not stumble over syntax it does not know.
const { endGroup, onTermination, spawnGroup } = await import('./processGroups.mjs');
const { ensureDependencies } = await import('./dependencies.mjs');
const { PROJECT_NODE, ROOT } = await import('./project.mjs');
const { reportFailure } = await import('./stopMessage.mjs');

/** @type {import('node:child_process').ChildProcess | undefined} */
let command;
onTermination(() => command && endGroup(command, 'SIGINT'));

try {
	await ensureDependencies();
} catch (error) {
	reportFailure(error);
	process.exit(1);
}

const preload = pathToFileURL(join(ROOT, 'test/commands/exitWithParent.mjs')).href;
command = spawnGroup(PROJECT_NODE, ['--import', preload, join(ROOT, script), ...commandArguments], {
	cwd: ROOT,
	env: { ...process.env, PATH: `${dirname(PROJECT_NODE)}${delimiter}${process.env.PATH ?? ''}` },
	stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
command.once('exit', (status, signal) => process.exit(status ?? (signal === 'SIGINT' ? 130 : 1)));
