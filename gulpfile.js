const { readdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');
const { spawn } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const DIST = 'dist';

/** Development dependencies that become part of the package, so that it needs none at run time. */
const INLINED = ['p-limit'];

async function clean() {
	rmSync(DIST, { recursive: true, force: true });
}

function compile() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

function copyIcons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest(`${DIST}/icons`));
}

function copyCodexFiles() {
	return src('nodes/**/*.node.json').pipe(dest(`${DIST}/nodes`));
}

/** Puts the inlined libraries into the compiled files that import them; every other import stays one. */
async function inlineLibraries() {
	const compiled = readdirSync(DIST, { recursive: true }).map((name) => path.join(DIST, name));
	const importers = compiled.filter((file) => {
		return file.endsWith('.js') && INLINED.some((library) => readFileSync(file, 'utf8').includes(`require("${library}")`));
	});
	await esbuild.build({
		entryPoints: importers,
		bundle: true,
		outdir: DIST,
		outbase: DIST,
		allowOverwrite: true,
		platform: 'node',
		target: 'es2022',
		format: 'cjs',
		plugins: [keepOtherImports],
	});
}

const keepOtherImports = {
	name: 'keep-other-imports',
	setup(build) {
		build.onResolve({ filter: /.*/ }, ({ path: name, kind, importer }) => {
			const inlined = kind === 'entry-point' || INLINED.includes(name) || importer.includes('node_modules');
			return inlined ? undefined : { path: name, external: true };
		});
	},
};

exports.build = series(clean, compile, parallel(copyIcons, copyCodexFiles, inlineLibraries));
