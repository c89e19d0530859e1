import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npmCommand } from './npm.mjs';
import { INSTALL_LOCK, PROJECT_NODE, ROOT, STATE } from './project.mjs';
import { runLogged } from './runLogged.mjs';

/**
 * Compiles the package and packs what would be published.
 *
 * @param folder receives the tarball
 * @returns the path of the tarball
 */
export async function packPackage(folder: string): Promise<string> {
	return await withLock(INSTALL_LOCK, 'installing or building', async () => {
		// First of all: after a failed build nobody must take an older package for this one.
		await rm(folder, { recursive: true, force: true });
		await build();
		return await pack(folder);
	});
}

/** The tarball that {@link packPackage} left in a folder, if there is one. */
export async function packedTarball(folder: string): Promise<string | undefined> {
	const files = existsSync(folder) ? await readdir(folder) : [];
	const name = files.find((file) => file.endsWith('.tgz'));
	return name && join(folder, name);
}

async function build(): Promise<void> {
	await runLogged({
		title: 'Building the package',
		command: [...npmCommand(PROJECT_NODE), 'run', 'build'],
		cwd: ROOT,
		log: join(STATE, 'logs/build.log'),
	});
}

async function pack(folder: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	await runLogged({
		title: 'Packing the package',
		command: [...npmCommand(PROJECT_NODE), 'pack', '--ignore-scripts', '--pack-destination', folder],
		cwd: ROOT,
		log: join(STATE, 'logs/pack.log'),
	});
	const tarball = await packedTarball(folder);
	if (tarball === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
	return tarball;
}
