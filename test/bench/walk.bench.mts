/**
 * Return All over 120,000 observables while another client adds and changes some: each row that was there throughout
 * comes exactly once, in ceil(rows / page) requests or one more; then once more for the memory it takes.
 * `node test/bench/walk.bench.mts [--quick]`, after `npm test`. Writes `.state/bench/walk.json`; ends with 1 when a promise is broken.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { STATE } from '../commands/project.mjs';
import { addRows, keepWriting } from '../query/manyRows.mts';
import { Client, setUpSoc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { WalkAnswer, WalkCommand } from './walkRun.mts';

const ROWS = process.argv.includes('--quick') ? 20_000 : 120_000;
const PAGE = 1000;

const results = join(STATE, 'bench');
await mkdir(results, { recursive: true });
// within the project, so that n8n's parts are found from there
const runner = join(results, 'walkRun.cjs');
await build({ entryPoints: [fileURLToPath(new URL('walkRun.mts', import.meta.url))], bundle: true, packages: 'external', platform: 'node', format: 'cjs', outfile: runner, logLevel: 'error' });

const sandbox = await startSandbox({ journalLimit: 1_000_000 });
const { admin } = await setUpSoc(sandbox.url);
const key = (await admin.post('/user/analyst@main.test/key/renew')).text;
const client = Client.withKey(sandbox.url, key);
const { id: caseId } = await client.post('/case', { title: 'Many', description: 'd' });
console.error(`${ROWS} observables are made`);
const ids = await addRows(client, caseId, ROWS);

async function walk(memory: boolean): Promise<WalkAnswer> {
	const child = fork(runner, { execArgv: ['--expose-gc', '--max-old-space-size=4096'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
	try {
		await once(child, 'message');
		const parameters = { resource: 'observable', operation: 'getAll', within: 'all', simple: false };
		child.send({ url: sandbox.url, key, parameters, memory } satisfies WalkCommand);
		const [answer]: WalkAnswer[] = await once(child, 'message');
		if (!answer || answer.error) throw new Error(answer?.error ?? 'no answer');
		return answer;
	} finally {
		child.kill();
	}
}

const isPage = ({ path, requestBody }: { path: string; requestBody?: unknown }) => path.includes('/query') && JSON.stringify(requestBody).includes('"_name":"sort"');

console.error('walking while another client writes');
const writer = keepWriting(client, caseId, ids);
sandbox.resetJournal();
const walked = await walk(false);
await writer.stop();
const requests = sandbox.requests.filter(isPage).length;
const seen = new Set(walked.ids);
const figures = {
	'rows before': ids.length,
	'added and changed meanwhile': `${writer.added.length}, ${writer.changed}`,
	'rows found': walked.ids.length,
	missing: ids.filter((id) => !seen.has(id)).length,
	twice: walked.ids.length - seen.size,
	requests,
	'requests at most': Math.ceil(walked.ids.length / PAGE) + 1,
	seconds: Number((walked.ms / 1000).toFixed(1)),
};

console.error('walking for memory');
const { peak, parsed, json } = await walk(true);
const megabytes = (bytes: number) => Math.round(bytes / 1e6);
const memory = { 'JSON, MB': megabytes(json), 'parsed, MB': megabytes(parsed), 'peak, MB': megabytes(peak), 'peak / parsed': Number((peak / parsed).toFixed(2)) };

console.table({ ...figures, ...memory });
await writeFile(join(results, 'walk.json'), JSON.stringify({ ...figures, ...memory }, undefined, '\t'));
await sandbox.close();
if (figures.missing > 0 || figures.twice > 0 || requests > figures['requests at most']) process.exitCode = 1;
