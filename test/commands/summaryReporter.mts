import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** Environment variable with the file that receives the {@link TestSummary}. */
export const SUMMARY_FILE = 'TEST_SUMMARY_FILE';

/** What one run of the tests came to. */
export interface TestSummary {
	passed: number;
	/** Tests, and whatever else went wrong: files that could not be loaded, failed preparations, stray errors. */
	failed: number;
	skipped: Array<{ name: string; why?: string }>;
}

/** A reporter for vitest that leaves the outcome in a file, with the reason of every skip. */
export default class SummaryReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): void {
		const tests = modules.flatMap((module) => [...module.children.allTests()]);
		const brokenModules = modules.filter((module) => module.state() === 'failed' && testsIn(module, 'failed') === 0);
		const summary: TestSummary = {
			passed: tests.filter((test) => test.result().state === 'passed').length,
			failed: tests.filter((test) => test.result().state === 'failed').length + brokenModules.length + strayErrors.length,
			skipped: tests.filter((test) => test.result().state === 'skipped').map(skipOf),
		};
		const file = process.env[SUMMARY_FILE];
		if (file !== undefined) writeFileSync(file, JSON.stringify(summary));
	}
}

function testsIn(module: TestModule, state: 'failed'): number {
	return [...module.children.allTests(state)].length;
}

function skipOf(test: TestCase): TestSummary['skipped'][number] {
	const result = test.result();
	const name = `${test.module.relativeModuleId} > ${test.fullName}`;
	return result.state === 'skipped' && result.note !== undefined ? { name, why: result.note } : { name };
}
