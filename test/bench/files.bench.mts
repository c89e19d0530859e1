/**
 * What a file of 1 GB costs in the real n8n, up and down, beside `curl` with the same server: the time, and by how much
 * n8n's memory grows. Linux only (`/proc`). `node test/bench/files.bench.mts [megabytes] [rounds]`, after `npm test` has
 * installed n8n.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { IDataObject, INode } from 'n8n-workflow';
import { packPackage } from '../commands/build.mts';
import { ROOT } from '../commands/project.mjs';
import { durationOf, errorOf, outputOf } from '../n8n/executions.mts';
import { startN8n } from '../n8n/host.mts';
import { TEST_PACKAGE } from '../n8n/testPackage.mts';
import { MANUAL, THE_HIVE, theHiveWorkflow } from '../n8n/workflows.mts';
import { Client } from '../sandbox/client.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';

const MEGABYTES = Number(process.argv[2] ?? 1000);
const ROUNDS = Number(process.argv[3] ?? 5);
const BYTES = MEGABYTES * 1_000_000;
const UPLOAD = 'Upload';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'bench-files-'));
const seconds = (since: number) => (performance.now() - since) / 1000;
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The sandbox in a process of its own, so that its work is not counted as n8n's. */
async function startServer() {
	const child = spawn(process.execPath, ['--import', './test/commands/exitWithParent.mjs', 'test/sandbox/main.mts', '--port', '0'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	if (!child.stdout) throw new Error('The sandbox has no output');
	const { stdout } = child;
	const url = await new Promise<string>((resolve, reject) => {
		let printed = '';
		stdout.on('data', (chunk: Buffer) => {
			printed += chunk.toString();
			const found = /sandbox: (http\S+)/.exec(printed)?.[1];
			if (found) resolve(found);
		});
		child.once('exit', () => reject(new Error(`The sandbox ended: ${printed}`)));
	});
	return { url, stop: () => child.kill() };
}

async function writeRandomFile(file: string): Promise<void> {
	const handle = await open(file, 'w');
	for (let left = BYTES; left > 0; left -= 1_000_000) await handle.write(randomBytes(Math.min(1_000_000, left)));
	await handle.close();
}

async function hashOf(file: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('hex');
}

/** Resident memory of a process, MB. */
function memoryOf(pid: number): number {
	return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}

/** Runs something and tells by how much a process grew meanwhile at most, MB. */
async function growthDuring<Result>(pid: number, work: () => Promise<Result>): Promise<[Result, number]> {
	const before = memoryOf(pid);
	let peak = before;
	const timer = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), 10);
	try {
		return [await work(), peak - before];
	} finally {
		clearInterval(timer);
	}
}

const copy = join(folder, 'copy.bin');
const server = await startServer();
const binaryFolder = join(folder, 'binary');
const n8n = await startN8n({
	folder: join(folder, 'n8n'),
	tarball: await packPackage(TEST_PACKAGE),
	env: { N8N_BINARY_DATA_STORAGE_PATH: binaryFolder },
});

/** Both sides begin with a new file on an equally idle disk: what was written before would slow down whoever comes next. */
async function tidyUp(): Promise<void> {
	await rm(join(binaryFolder, 'workflows'), { recursive: true, force: true });
	await rm(copy, { force: true });
	await run('sync');
}


try {
	const { pid } = n8n;
	if (pid === undefined) throw new Error('n8n has no process');
	const file = join(folder, 'evidence.bin');
	await writeRandomFile(file);
	const hash = await hashOf(file);
	const analyst = Client.withKey(server.url, SEED_API_KEY);
	const caseId = (await analyst.post('/case', { title: 'Benchmark', description: 'Files' })).id;
	const key = ['-H', `Authorization: Bearer ${SEED_API_KEY}`];
	const addUrl = `${server.url}/api/v1/case/${caseId}/attachments`;

	const curlUpload = async () => {
		const { stdout } = await run('curl', ['-sS', '--fail-with-body', ...key, '-F', `attachments=@${file}`, addUrl]);
		const { attachments: [first] }: { attachments: IDataObject[] } = JSON.parse(stdout);
		return String(first?._id);
	};
	const attachmentId = await curlUpload();
	const downloadUrl = `${server.url}/api/v1/attachment/${attachmentId}/download`;

	const credential = await n8n.client.saveCredential('TheHive', 'theHive5Api', { url: server.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
	const download = { resource: 'attachment', operation: 'download', attachedTo: 'anything', attachmentId: { __rl: true, mode: 'id', value: attachmentId } };
	const down = theHiveWorkflow('Download', download, credential);
	const { id: downId } = await n8n.client.saveWorkflow(down);
	const both = theHiveWorkflow('Download and upload', download, credential);
	const upload: INode = {
		id: randomUUID(),
		name: UPLOAD,
		type: 'n8n-nodes-thehive.theHive',
		typeVersion: 1,
		position: [400, 0],
		parameters: { resource: 'attachment', operation: 'add', attachedTo: 'case', caseId: { __rl: true, mode: 'id', value: caseId }, inputFiles: 'all' },
		credentials: both.nodes[1]?.credentials ?? {},
	};
	both.nodes.push(upload);
	both.connections = { ...both.connections, [THE_HIVE]: { main: [[{ node: UPLOAD, type: 'main', index: 0 }]] } };
	const { id: bothId } = await n8n.client.saveWorkflow(both);

	const times: Record<string, number[]> = { 'curl down': [], 'n8n down': [], 'curl up': [], 'n8n up': [] };
	const growths: Record<string, number[]> = { 'n8n down': [], 'n8n down and up': [] };
	const note = (table: Record<string, number[]>, name: string, value: number) => table[name]?.push(value);

	for (let round = 0; round <= ROUNDS; round++) {
		const noted = round > 0;
		await tidyUp();
		let begun = performance.now();
		await run('curl', ['-sS', '--fail', ...key, '-o', copy, downloadUrl]);
		if (noted) note(times, 'curl down', seconds(begun));
		if ((await hashOf(copy)) !== hash) throw new Error('curl got another file');
		await tidyUp();
		begun = performance.now();
		await curlUpload();
		if (noted) note(times, 'curl up', seconds(begun));

		await tidyUp();
		const [downloaded, downGrowth] = await growthDuring(pid, async () => await n8n.client.run(downId, MANUAL, 300_000));
		const downError = errorOf(downloaded, THE_HIVE);
		if (downError) throw new Error(downError.message);
		await tidyUp();
		const [execution, growth] = await growthDuring(pid, async () => await n8n.client.run(bothId, MANUAL, 300_000));
		const error = errorOf(execution, THE_HIVE) ?? errorOf(execution, UPLOAD);
		if (error) throw new Error(error.message);
		const [attachment] = outputOf(execution, UPLOAD);
		if (attachment?.id !== hash || attachment.size !== BYTES) throw new Error(`Another file came back: ${JSON.stringify(attachment)}`);
		if (!noted) continue;
		note(times, 'n8n down', durationOf(downloaded, THE_HIVE) / 1000);
		note(times, 'n8n up', durationOf(execution, UPLOAD) / 1000);
		note(growths, 'n8n down', downGrowth);
		note(growths, 'n8n down and up', growth);
	}

	const time = (name: string) => median(times[name] ?? []);
	console.log(`${MEGABYTES} MB, medians of ${ROUNDS} rounds after one that is not counted; SHA-256 equal each time`);
	console.table(
		['down', 'up'].map((way) => ({
			way,
			'curl, s': time(`curl ${way}`).toFixed(2),
			'n8n, s': time(`n8n ${way}`).toFixed(2),
			'n8n / curl': (time(`n8n ${way}`) / time(`curl ${way}`)).toFixed(2),
		})),
	);
	console.table(Object.entries(growths).map(([name, values]) => ({ memory: name, 'growth, MB (median)': median(values).toFixed(0), worst: Math.max(...values).toFixed(0) })));
} finally {
	await n8n.stop();
	server.stop();
	await rm(folder, { recursive: true, force: true });
}
