import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

export default defineConfig({
	resolve: {
		// n8n-core requires the CommonJS build: a second copy would break `instanceof NodeApiError`
		alias: { 'n8n-workflow': require.resolve('n8n-workflow') },
	},
	test: {
		include: ['test/**/*.test.mts'],
		setupFiles: ['test/harness/environment.mts'],
		// n8n's engine prints every error of a node: shown for tests that fail
		silent: 'passed-only',
		// most tests wait for n8n or TheHive: two files at a time, also on a machine with two cores
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 60_000,
	},
});
