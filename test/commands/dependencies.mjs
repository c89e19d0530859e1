import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from './diskSpace.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { INSTALL_LOCK, PROJECT_NODE, ROOT, STATE } from './project.mjs';

/** Says from which lock file `node_modules` was installed. Written last, so that it never vouches for half of one. */
const STAMP = join(ROOT, 'node_modules/.installed-from');

const NEEDED_MB = 1_200;

/** Brings `node_modules` in step with `package-lock.json`. */
export async function ensureDependencies() {
	if (inStep()) return;
	await withLock(INSTALL_LOCK, 'installing', async () => {
		if (inStep()) return;
		await requireSpace(ROOT, NEEDED_MB, 'installing the development tools');
		const lock = readLock();
		rmSync(STAMP, { force: true });
		const npm = { cwd: ROOT, node: outsideNode() };
		await runNpm({
			...npm,
			title: 'Installing the development tools',
			args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
			log: join(STATE, 'logs/npm-ci.log'),
			packages: Object.keys(JSON.parse(lock).packages).length,
		});
		// The only dependency whose install script is needed: it fetches the binary.
		await runNpm({
			...npm,
			title: 'Fetching Node 24',
			args: ['rebuild', 'node', '--foreground-scripts'],
			log: join(STATE, 'logs/npm-rebuild-node.log'),
		});
		writeFileSync(STAMP, fingerprint(lock));
	});
}

/** Whether `node_modules` is what `package-lock.json` asks for. */
function inStep() {
	return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint(readLock()) && nodeRuns();
}

function nodeRuns() {
	try {
		execFileSync(PROJECT_NODE, ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

function readLock() {
	return readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
}

/** @param {string} lock */
function fingerprint(lock) {
	return createHash('sha256').update(lock).digest('hex');
}

/** The Node that runs npm itself: never the one inside the `node_modules` that is about to be replaced. */
function outsideNode() {
	const node = process.env.npm_node_execpath ?? process.execPath;
	return node.startsWith(join(ROOT, 'node_modules')) ? 'node' : node;
}
