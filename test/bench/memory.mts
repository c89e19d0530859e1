import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeExecutionData } from 'n8n-workflow';

/** What a process holds, seen right after a garbage collection (`node --expose-gc`). */

const { gc } = globalThis;

function held(): number {
	gc?.();
	// what the first one frees of buffers is only taken off `external` when the next one begins
	gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/**
 * Runs work and looks at the memory meanwhile.
 * @param everyMs how often to look; each look collects garbage, so the work takes longer
 * @returns its result, and the most bytes held at any time beyond what was held before
 */
export async function watched<Result>(work: () => Promise<Result>, everyMs: number): Promise<[Result, number]> {
	const before = held();
	let peak = before;
	let isDone = false;
	const watching = (async () => {
		while (!isDone) {
			await sleep(everyMs);
			peak = Math.max(peak, held());
		}
	})();
	const result = await work();
	peak = Math.max(peak, held());
	isDone = true;
	await watching;
	return [result, peak - before];
}

/** Bytes of the items as JSON text, and as they lie in memory when parsed from it. */
export function sizesOf(items: INodeExecutionData[]): { json: number; parsed: number } {
	const text = JSON.stringify(items.map((item) => item.json));
	const before = held();
	const again: unknown[] = JSON.parse(text);
	const parsed = held() - before;
	if (again.length !== items.length) throw new Error('lost');
	return { json: Buffer.byteLength(text), parsed };
}
