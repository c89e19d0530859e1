const { rmSync } = require('node:fs');
const { spawn } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const DIST = 'dist';

/** Development dependencies that become part of the package, so that it needs none at run time; and where they are imported. */
const INLINED = {
	'p-limit': ['dist/nodes/shared/pipeline.js', 'dist/nodes/shared/eachItem.js'],
};

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

/** Writes each inlined library as one file beside the compiled code and points the imports at it. */
async function inlineLibraries() {
	await Promise.all(
		Object.entries(INLINED).map(async ([library, importers]) => {
			await esbuild.build({
				entryPoints: importers,
				bundle: true,
				outdir: 'dist/nodes/shared',
				allowOverwrite: true,
				platform: 'node',
				target: 'es2022',
				format: 'cjs',
				plugins: [keepAllButLibrary(library)],
			});
		}),
	);
}

/** Everything stays a require, except the library itself. */
function keepAllButLibrary(library) {
	return {
		name: 'keep-all-but-library',
		setup(build) {
			build.onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
				if (kind === 'entry-point' || path === library || importer.includes('node_modules')) return undefined;
				return { path, external: true };
			});
		},
	};
}

exports.build = series(clean, compile, parallel(copyIcons, copyCodexFiles, inlineLibraries));
