/** Runs one Return All on n8n's engine, in a process of its own, and tells which rows came and what it cost. Bundled by walk.bench.mts. */
import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../harness/runNode.mts';
import { sizesOf, watched } from './memory.mts';

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

process.once('message', ({ url, key, parameters, memory }: WalkCommand) => {
	void (async () => {
		const run = async (limit: INodeParameters) => await runNode({ credential: { url, apiKey: key }, parameters: { ...parameters, ...limit } });
		await run({ returnAll: false, limit: 100 });
		const walk = async () => await run({ returnAll: true });
		const begun = performance.now();
		const [{ items, error }, peak] = memory ? await watched(walk, 250) : [await walk(), 0];
		const ms = performance.now() - begun;
		const sizes = memory ? sizesOf(items) : { json: 0, parsed: 0 };
		process.send?.({ ids: items.map((item) => String(item.json._id)), ms, ...sizes, peak, ...(error ? { error: error.message } : {}) } satisfies WalkAnswer);
	})();
});
process.send?.('ready');
