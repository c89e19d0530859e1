import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface PackageFile {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

/**
 * Puts a packed community package where n8n looks for it when it starts, just as n8n's own installer leaves it: unpacked
 * into `.n8n/nodes/node_modules/<name>`, without development and peer dependencies, entered in `.n8n/nodes/package.json`.
 *
 * @param tarball made by `npm pack`
 * @param userFolder n8n's `N8N_USER_FOLDER`
 */
export async function installCommunityPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n/nodes');
	const unpacked = join(nodes, '.unpacked');
	await rm(nodes, { recursive: true, force: true });
	await mkdir(unpacked, { recursive: true });
	await promisify(execFile)('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

	const { devDependencies, peerDependencies, optionalDependencies, ...manifest }: PackageFile = JSON.parse(
		await readFile(join(unpacked, 'package.json'), 'utf8'),
	);
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		throw new Error(`${manifest.name} has runtime dependencies, which n8n does not allow in a verified package`);
	}
	await writeJson(join(unpacked, 'package.json'), manifest);

	const installed = join(nodes, 'node_modules', manifest.name);
	await mkdir(join(nodes, 'node_modules'), { recursive: true });
	await rename(unpacked, installed);
	await writeJson(join(nodes, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [manifest.name]: manifest.version },
	});
}

async function writeJson(file: string, content: object): Promise<void> {
	await writeFile(file, JSON.stringify(content, null, 2));
}
