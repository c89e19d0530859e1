import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedTarball } from '../commands/build.mts';
import { ROOT } from '../commands/project.mjs';
import { TEST_PACKAGE } from '../n8n/testPackage.mts';

/** What n8n's scan finds wrong; nothing when it passes. */
async function findings(leg: 'source' | 'published', directory: string): Promise<string> {
	const { NODE_ENV: _testing, VITEST: _vitest, ...env } = process.env;
	const scan = path.join(ROOT, 'test/package/scan.mjs');
	return await new Promise((resolve) => {
		execFile(process.execPath, [scan, leg, directory], { env }, (error, stdout, stderr) => resolve(error ? stdout + stderr : ''));
	});
}

/** The package as it would be published: what `npm pack` makes of it, unpacked. */
let folder = '';
let files: string[] = [];

beforeAll(async () => {
	const tarball = await packedTarball(TEST_PACKAGE);
	if (tarball === undefined) throw new Error('There is no packed package: run the tests by `npm test`, which builds and packs it');
	folder = mkdtempSync(path.join(tmpdir(), 'thehive-package-'));
	execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=1']);
	files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
	// n8n gives community packages its own n8n-workflow
	mkdirSync(path.join(folder, 'node_modules'));
	symlinkSync(path.join(ROOT, 'node_modules/n8n-workflow'), path.join(folder, 'node_modules/n8n-workflow'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package', () => {
	it('holds the compiled code and the papers, nothing else', () => {
		const others = files.filter((file) => !file.startsWith(`dist${path.sep}`)).sort();
		expect(others).toEqual(['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json']);
		expect(files.filter((file) => /\.(ts|mts|map|tgz)$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
	});

	it('needs nothing at run time but n8n-workflow', () => {
		const { dependencies, peerDependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
		expect(dependencies).toBeUndefined();
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		const required = files
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) => [...readFileSync(path.join(folder, file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? ''))
			.filter((name) => !name.startsWith('.') && !builtinModules.includes(name.replace(/^node:/, '')));
		expect([...new Set(required)]).toEqual(['n8n-workflow']);
	});

	it('loads in n8n, with its icons', async () => {
		const loader = new PackageDirectoryLoader(folder);
		await loader.loadAll();
		expect(Object.keys(loader.nodeTypes).sort()).toEqual(['theHive', 'theHiveTrigger']);
		expect(Object.keys(loader.credentialTypes)).toEqual(['theHive5Api']);
		for (const { name, iconUrl } of [...loader.types.nodes, ...loader.types.credentials]) {
			expect(iconUrl, name).toMatchObject({ light: expect.stringContaining('.svg'), dark: expect.stringContaining('.dark.svg') });
			for (const url of Object.values(iconUrl ?? {})) {
				expect(existsSync(path.join(folder, String(url).replace(/^icons\/n8n-nodes-thehive\//, '')))).toBe(true);
			}
		}
	});

	it('gives scripts the functions of the filters, without n8n', () => {
		const script = `
			const { and, ne, or, gte, eq, ago, where } = require(${JSON.stringify(path.join(folder, 'dist/nodes/shared/filter/conditions'))});
			console.log(JSON.stringify(where(and(ne('stage', 'Closed'), or(gte('severity', 3), eq('tags', 'ransomware')), gte('_createdAt', ago(7, 'days'))))));
		`;
		const printed = execFileSync(process.execPath, ['--eval', script], { cwd: tmpdir(), encoding: 'utf8' });
		expect(JSON.parse(printed)).toEqual([
			{
				_name: 'filter',
				_and: [
					{ _ne: { _field: 'stage', _value: 'Closed' } },
					{ _or: [{ _gte: { _field: 'severity', _value: 3 } }, { _eq: { _field: 'tags', _value: 'ransomware' } }] },
					{ _gte: { _field: '_createdAt', _value: { amount: 7, unit: 'days', look: 'behind' } } },
				],
			},
		]);
	});

	it("passes n8n's scan of the published package", async () => {
		expect(await findings('published', folder)).toBe('');
	});
});

it("passes n8n's scan of the source", async () => {
	expect(await findings('source', ROOT)).toBe('');
});
