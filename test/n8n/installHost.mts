import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireSpace } from '../commands/diskSpace.mjs';
import { withLock } from '../commands/lock.mjs';
import { runNpm } from '../commands/npm.mjs';
import { INSTALL_LOCK, PROJECT_NODE, ROOT, STATE } from '../commands/project.mjs';
import { startStep } from '../commands/progress.mjs';

/** Where the pinned n8n is installed: 2.6 GB, so it is no dependency of the package. */
export const HOST_FOLDER = join(STATE, 'n8n-host');

const PINNED = fileURLToPath(new URL('.', import.meta.url));
const NEEDED_MB = 3_500;

/** Written last in each stage, so that neither vouches for half of it; each holds what it was made from. */
const PACKAGES_STAMP = join(HOST_FOLDER, '.packages-installed-from');
const READY_STAMP = join(HOST_FOLDER, '.ready');

/** Whether the pinned n8n is installed and can be started. */
export async function isHostInstalled(): Promise<boolean> {
	return (await readStamp(READY_STAMP)) === (await pinnedFingerprint());
}

/** Installs the pinned n8n where it is missing or another version; takes minutes the first time, and shows it. */
export async function installHost(): Promise<void> {
	if (await isHostInstalled()) return;
	await withLock(INSTALL_LOCK, 'installing', async () => {
		if (await isHostInstalled()) return;
		const fingerprint = await pinnedFingerprint();
		if ((await readStamp(PACKAGES_STAMP)) !== fingerprint) await installPackages(fingerprint);
		await buildSqlite();
		await writeFile(READY_STAMP, fingerprint);
	});
}

async function installPackages(fingerprint: string): Promise<void> {
	await startAfresh();
	await runNpm({
		title: 'Installing n8n (2.6 GB, once)',
		// Not `npm ci`: the lock cannot name the optional packages of every platform, and `ci` then refuses. No scripts:
		// one dependency's needs libraries that n8n does without.
		args: ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
		cwd: HOST_FOLDER,
		node: PROJECT_NODE,
		log: join(STATE, 'logs/npm-install-n8n.log'),
		packages: countPackages(await readFile(join(PINNED, 'package-lock.json'), 'utf8')),
	});
	await writeFile(PACKAGES_STAMP, fingerprint);
}

/** Empties the folder: npm cannot be trusted to continue in a half-finished tree, and its cache keeps the downloads. */
async function startAfresh(): Promise<void> {
	if (existsSync(join(HOST_FOLDER, 'node_modules'))) {
		const step = startStep('Removing an older or unfinished n8n');
		await rm(HOST_FOLDER, { recursive: true, force: true });
		step.done();
	}
	await mkdir(HOST_FOLDER, { recursive: true });
	await requireSpace(HOST_FOLDER, NEEDED_MB, 'installing n8n');
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(PINNED, file), join(HOST_FOLDER, file));
	}
}

/** The one install script that n8n needs: it fetches or builds the SQLite library for our Node. */
async function buildSqlite(): Promise<void> {
	await runNpm({
		title: 'Building SQLite for n8n',
		args: ['rebuild', 'sqlite3', '--foreground-scripts'],
		cwd: HOST_FOLDER,
		node: PROJECT_NODE,
		log: join(STATE, 'logs/npm-rebuild-sqlite3.log'),
		env: { npm_config_nodedir: await nodeHeaders(), PATH: `${dirname(PROJECT_NODE)}:${process.env['PATH'] ?? ''}` },
	});
}

/** The folder with the C headers of the Node we run on; they come with its package. */
async function nodeHeaders(): Promise<string> {
	const name = `node${process.platform === 'darwin' && process.arch === 'arm64' ? '-bin' : ''}-${process.platform}-${process.arch}`;
	const folder = join(ROOT, 'node_modules/node/node_modules', name);
	if (!existsSync(join(folder, 'include/node/node_api.h'))) {
		// `npm install <something>` takes the package of the platform away again: npm's own lock does not know it.
		await runNpm({
			title: 'Fetching the headers of Node 24',
			args: ['rebuild', 'node', '--foreground-scripts'],
			cwd: ROOT,
			node: process.env['npm_node_execpath'] ?? PROJECT_NODE,
			log: join(STATE, 'logs/npm-rebuild-node.log'),
		});
	}
	return folder;
}

async function pinnedFingerprint(): Promise<string> {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) hash.update(await readFile(join(PINNED, file)));
	return hash.digest('hex');
}

async function readStamp(file: string): Promise<string | undefined> {
	return existsSync(file) ? await readFile(file, 'utf8') : undefined;
}

function countPackages(lock: string): number {
	const { packages }: { packages: Record<string, unknown> } = JSON.parse(lock);
	return Object.keys(packages).length;
}
