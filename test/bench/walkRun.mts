/** Runs one Return All on n8n's engine, in a process of its own, and tells which rows came and what it cost. Bundled by walk.bench.mts. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../harness/runNode.mts';

export interface WalkCommand {
	url: string;
	key: string;
	parameters: INodeParameters;
	/** Collects garbage all the time to see what is really held: too slow to measure the time as well. */
	memory: boolean;
}

export interface WalkAnswer {
	ids: string[];
	ms: number;
	error?: string;
	/** Bytes of the rows as JSON text, and as they lie in memory when parsed from it; 0 where memory is not looked at. */
	json: number;
	parsed: number;
	/** Most bytes held at any time beyond what was held before. */
	peak: number;
}

const { gc } = globalThis;

function held(): number {
	gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

process.once('message', ({ url, key, parameters, memory }: WalkCommand) => {
	void (async () => {
		const run = async (limit: INodeParameters) => await runNode({ credential: { url, apiKey: key }, parameters: { ...parameters, ...limit } });
		await run({ returnAll: false, limit: 100 });
		const before = held();
		let [peak, isDone] = [before, false];
		const watching = (async () => {
			while (memory && !isDone) {
				await sleep(250);
				peak = Math.max(peak, held());
			}
		})();
		const begun = performance.now();
		const { items, error } = await run({ returnAll: true });
		const ms = performance.now() - begun;
		isDone = true;
		await watching;
		let [json, parsed] = [0, 0];
		if (memory) {
			const text = JSON.stringify(items.map((item) => item.json));
			json = Buffer.byteLength(text);
			const base = held();
			const again: unknown[] = JSON.parse(text);
			parsed = held() - base;
			if (again.length !== items.length) throw new Error('lost');
		}
		process.send?.({ ids: items.map((item) => String(item.json._id)), ms, json, parsed, peak: peak - before, ...(error ? { error: error.message } : {}) } satisfies WalkAnswer);
	})();
});
process.send?.('ready');
