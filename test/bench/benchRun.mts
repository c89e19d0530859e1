/** Runs one node once on n8n's engine, in a process of its own, and tells what it cost. Bundled by bulk.bench.mts, because n8n's parts are CommonJS. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { runNode } from '../harness/runNode.mts';
import { sizesOf, watched } from './memory.mts';

export interface RunCommand {
	url: string;
	key: string;
	parameters: INodeParameters;
	input: IDataObject[];
	/** Folder of n8n's bundled nodes, when one of those shall run. */
	bundledNodes?: string;
	/** An alert that is read some times before, because n8n's process has run for a while, too. */
	warmUp: string;
	/** Collects garbage every 100 ms to see what is really held: too slow to measure the time as well. */
	memory?: boolean;
}

export interface RunAnswer {
	ms: number;
	items: number;
	error?: string;
	/** Bytes of the result as JSON text. */
	json: number;
	/** Bytes that the result takes in memory when it is parsed from that text. */
	parsed: number;
	/** Most bytes held at any time, beyond what was held before. */
	peak: number;
}

function bundledNode(folder: string): INodeType {
	const require = createRequire(`${folder}/package.json`);
	const { TheHiveProject }: { TheHiveProject: new () => INodeType } = require('./dist/nodes/TheHiveProject/TheHiveProject.node.js');
	return new TheHiveProject();
}

process.once('message', (command: RunCommand) => {
	void (async () => {
		const { url, key, bundledNodes, memory, warmUp } = command;
		const other = bundledNodes ? { other: { type: bundledNode(bundledNodes), credentialType: 'theHiveProjectApi' } } : {};
		const runOf = async (parameters: INodeParameters, input: IDataObject[]) => await runNode({ credential: { url, apiKey: key }, parameters, input, ...other });
		const get = { resource: 'alert', operation: 'get', alertId: { __rl: true, mode: 'id', value: '={{ $json._id }}' } };
		await runOf(get, Array.from({ length: 50 }, () => ({ _id: warmUp })));
		process.send?.('warm');
		await once(process, 'message');
		const run = async () => await runOf(command.parameters, command.input);
		const begun = performance.now();
		const [{ items, error }, peak] = memory ? await watched(run, 100) : [await run(), 0];
		const ms = performance.now() - begun;
		const sizes = memory ? sizesOf(items) : { json: 0, parsed: 0 };
		process.send?.({ ms, items: items.length, ...sizes, peak, ...(error ? { error: `${error.message} ${error.description ?? ''}` } : {}) } satisfies RunAnswer);
	})();
});
process.send?.('ready');
