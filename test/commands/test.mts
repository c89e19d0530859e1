/**
 * Second stage of `npm test`: installs the real n8n, then lint, type check, build and all tests. Arguments go to vitest
 * (`npm test -- test/resources -t "Create"`); then only what the chosen tests need is done before them.
 *
 * The last line is `N passed, N failed`; a failed lint, type check, build or installation counts as one failed.
 */
import { spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '../../nodes/shared/operation.ts';
import { operationsRan, RAN_FOLDER } from '../harness/operationsRan.mts';
import { installHost } from '../n8n/installHost.mts';
import { TEST_PACKAGE } from '../n8n/testPackage.mts';
import { packPackage } from './build.mts';
import { npmCommand } from './npm.mjs';
import { endGroup, onTermination, spawnGroup } from './processGroups.mjs';
import { elapsedSince } from './progress.mjs';
import { PROJECT_NODE, ROOT, STATE } from './project.mjs';
import { reportFailure, StopMessage } from './stopMessage.mjs';
import { SUMMARY_FILE } from './summaryReporter.mts';
import type { TestSummary } from './summaryReporter.mts';

const VITEST = [PROJECT_NODE, join(ROOT, 'node_modules/vitest/vitest.mjs')] as const;
const SUMMARY = join(STATE, 'logs/tests.json');
const RAN = join(STATE, 'logs/operations');

let running: ChildProcess | undefined;
onTermination(() => running && endGroup(running));

const filters = process.argv.slice(2);
const everything = filters.length === 0;
let failedSteps = 0;

if (everything || needsN8n(filters)) await step('n8n', installHost);
if (everything) {
	await step('Lint', async () => await run(npmCommand(PROJECT_NODE), 'run', '--silent', 'lint'));
	await step('Type check', async () => await run(npmCommand(PROJECT_NODE), 'run', '--silent', 'typecheck'));
}
await step('Build', async () => await packPackage(TEST_PACKAGE));

await rm(RAN, { recursive: true, force: true });
await mkdir(RAN, { recursive: true });
await rm(SUMMARY, { force: true });
await step('Tests', async () => {
	const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'test/commands/summaryReporter.mts')}`];
	// The reporter has counted failed tests; a run that failed without one is a failed step.
	await run(VITEST, 'run', ...reporters, ...filters).catch(async (error: unknown) => {
		if ((await readSummary()).failed === 0) throw error;
	});
});
if (everything) await step('Operations', refuseUntried);
process.exit(conclude(await readSummary()));

/** Runs one step under a heading. Later steps run all the same, so that one run shows everything that is wrong. */
async function step(title: string, action: () => Promise<unknown>): Promise<void> {
	const started = Date.now();
	console.log(`\n== ${title}`);
	try {
		await action();
		console.log(`== ${title}: done after ${elapsedSince(started)}`);
	} catch (error) {
		failedSteps++;
		reportFailure(error);
		console.log(`== ${title}: FAILED after ${elapsedSince(started)}`);
	}
}

/** Every operation of the built node must have given an answer on n8n's engine in some test. */
function refuseUntried(): Promise<void> {
	const { resources }: { resources: Resource[] } = createRequire(import.meta.url)(join(ROOT, 'dist/nodes/TheHive/resources'));
	const ran = operationsRan(RAN);
	const all = resources.flatMap(({ value, operations }) => operations.map(({ option }) => `${value}.${option.value}`));
	const untried = all.filter((operation) => !ran.has(operation));
	if (untried.length > 0) throw new StopMessage(`No test has seen an answer of ${untried.join(', ')}.`);
	console.log(`All ${all.length} operations have answered on n8n's engine.`);
	return Promise.resolve();
}

/** Runs a program whose output is for the user. */
async function run([command, ...before]: readonly [string, ...string[]], ...args: string[]): Promise<void> {
	const child = spawnGroup(command, [...before, ...args], {
		cwd: ROOT,
		stdio: 'inherit',
		env: { ...process.env, [SUMMARY_FILE]: SUMMARY, [RAN_FOLDER]: RAN },
	});
	running = child;
	const outcome = await new Promise((resolve) => {
		child.once('error', resolve);
		child.once('exit', (status, signal) => resolve(status ?? signal));
	});
	if (outcome !== 0) throw new StopMessage(`It ended with ${String(outcome)}.`);
}

/** Whether one of the tests that vitest would run for these arguments drives a real n8n. */
function needsN8n(vitestArguments: string[]): boolean {
	const [command, ...before] = VITEST;
	const listed = spawnSync(command, [...before, 'list', '--filesOnly', ...vitestArguments], { cwd: ROOT, encoding: 'utf8' });
	return /test\/(n8n|playbooks)\//.test(listed.stdout);
}

async function readSummary(): Promise<TestSummary> {
	return existsSync(SUMMARY) ? JSON.parse(await readFile(SUMMARY, 'utf8')) : { passed: 0, failed: 0, skipped: [] };
}

/** Prints what the run came to and answers the exit status. */
function conclude({ passed, failed, skipped }: TestSummary): number {
	if (skipped.length > 0) {
		console.log(`\nSkipped ${skipped.length}:`);
		for (const { name, why } of skipped) console.log(`  ${name}${why ? `: ${why}` : ''}`);
	}
	const allFailed = failed + failedSteps;
	console.log(`\n${passed} passed, ${allFailed} failed`);
	return allFailed === 0 ? 0 : 1;
}
