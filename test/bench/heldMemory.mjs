/**
 * Loaded into n8n before it starts (`--import`): writes down every second what its process holds right after a garbage
 * collection, in bytes, into the file that BENCH_MEMORY names. Programs that n8n starts do not write.
 */
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const file = process.env['BENCH_MEMORY'];
if (file !== undefined && process.argv[1]?.endsWith('bin/n8n')) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	setInterval(() => {
		collect();
		const { heapUsed, external, rss } = process.memoryUsage();
		appendFileSync(file, `${JSON.stringify({ at: Date.now(), held: heapUsed + external, rss })}\n`);
	}, 1_000).unref();
}
