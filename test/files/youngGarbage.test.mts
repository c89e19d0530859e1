import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isObject } from '../../nodes/shared/values';
import { buffered } from '../../nodes/shared/files/youngGarbage';

/** Collections of the young objects while a gigabyte goes by in pieces. */
async function cheapCollections(tell: (bytes: number) => void): Promise<number> {
	let count = 0;
	const observer = new PerformanceObserver((list) => {
		count += list.getEntries().filter((entry) => 'detail' in entry && isObject(entry.detail) && entry.detail.kind === constants.NODE_PERFORMANCE_GC_MINOR).length;
	});
	observer.observe({ entryTypes: ['gc'] });
	for (let passed = 0; passed < 1_000_000_000; passed += 65_536) tell(65_536);
	// entries come a little later
	await sleep(100);
	observer.disconnect();
	return count;
}

it('makes V8 collect its young objects, and the buffers with them, before 64 MB have gone by', async () => {
	expect(await cheapCollections(buffered)).toBeGreaterThan(1000 / 64);
	expect(await cheapCollections(() => undefined)).toBeLessThan(1000 / 64);
});
