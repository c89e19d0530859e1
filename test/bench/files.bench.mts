/**
 * What a file of 1 GB costs in the real n8n, up and down, beside n8n's own HTTP Request node and `curl` with the same server,
 * each in a process of its own: the time, the work of n8n's process, and by how much its memory grows. Linux only (`/proc`).
 * `node test/bench/files.bench.mts [megabytes] [rounds]`, after `npm test` has installed n8n. With `TMPDIR=/dev/shm` the disk, whose
 * pace depends on what was written before, is left out.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { packPackage } from '../commands/build.mts';
import { ROOT } from '../commands/project.mjs';
import { durationOf, errorOf, outputOf } from '../n8n/executions.mts';
import type { N8nHost } from '../n8n/host.mts';
import { startN8n } from '../n8n/host.mts';
import { TEST_PACKAGE } from '../n8n/testPackage.mts';
import { MANUAL } from '../n8n/workflows.mts';
import { Client } from '../sandbox/client.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';

const MEGABYTES = Number(process.argv[2] ?? 1000);
const ROUNDS = Number(process.argv[3] ?? 5);
const BYTES = MEGABYTES * 1_000_000;

const run = promisify(execFile);
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

/** What a process has worked so far, in its own code and in the kernel's for it, seconds (Linux counts in hundredths). */
function workOf(pid: number): number {
	const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
	return (Number(user) + Number(system)) / 100;
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

const DOWN = 'Download';
const UP = 'Upload';

function node(name: string, x: number, type: Partial<INode>, parameters: INodeParameters): INode {
	return { id: randomUUID(), name, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [x, 0], parameters, ...type };
}

/** A workflow that downloads a file and uploads it again. */
function downAndUp(name: string, type: Partial<INode>, down: INodeParameters, up: INodeParameters) {
	const to = (next: string) => ({ main: [[{ node: next, type: 'main' as const, index: 0 }]] });
	return {
		name,
		nodes: [node(MANUAL, 0, {}, {}), node(DOWN, 200, type, down), node(UP, 400, type, up)],
		connections: { [MANUAL]: to(DOWN), [DOWN]: to(UP) },
	};
}

const tarball = await packPackage(TEST_PACKAGE);
const server = await startServer();
const folder = await mkdtemp(join(tmpdir(), 'bench-files-'));
const copy = join(folder, 'copy.bin');
const binaryFolder = join(folder, 'binary');

const running: N8nHost[] = [];

async function begin(name: string): Promise<N8nHost> {
	const host = await startN8n({ folder: join(folder, name), tarball, env: { N8N_BINARY_DATA_STORAGE_PATH: binaryFolder } });
	running.push(host);
	return host;
}

/** Each begins with a new file on an equally idle disk: what was written before would slow down whoever comes next. */
async function tidyUp(): Promise<void> {
	await rm(join(binaryFolder, 'workflows'), { recursive: true, force: true });
	await rm(copy, { force: true });
	await run('sync');
}

/** What one round of a way to transfer the file took. */
interface Round {
	/** Seconds. */
	down: number;
	up: number;
	/** Seconds of n8n's process. */
	work?: number;
	/** MB of n8n's process. */
	growth?: number;
}

try {
	// each node has an n8n of its own, so that it does not work in what the other has left of the memory
	const hosts = { ours: await begin('ours'), http: await begin('http') };
	const file = join(folder, 'evidence.bin');
	await writeRandomFile(file);
	const hash = await hashOf(file);
	const analyst = Client.withKey(server.url, SEED_API_KEY);
	const caseId = (await analyst.post('/case', { title: 'Benchmark', description: 'Files' })).id;
	const authorization = `Bearer ${SEED_API_KEY}`;
	const key = ['-H', `Authorization: ${authorization}`];
	const addUrl = `${server.url}/api/v1/case/${caseId}/attachments`;

	const curlUpload = async () => {
		const { stdout } = await run('curl', ['-sS', '--fail-with-body', ...key, '-F', `attachments=@${file}`, addUrl]);
		const { attachments: [first] }: { attachments: IDataObject[] } = JSON.parse(stdout);
		return String(first?._id);
	};
	const attachmentId = await curlUpload();
	const downloadUrl = `${server.url}/api/v1/attachment/${attachmentId}/download`;

	const curl = async (): Promise<Round> => {
		await tidyUp();
		const begun = performance.now();
		await run('curl', ['-sS', '--fail', ...key, '-o', copy, downloadUrl]);
		const down = seconds(begun);
		if ((await hashOf(copy)) !== hash) throw new Error('curl got another file');
		await tidyUp();
		const begunUp = performance.now();
		await curlUpload();
		return { down, up: seconds(begunUp) };
	};

	/** Runs a workflow and looks seldom whether it is done, because n8n works on every look. */
	const execute = async ({ client }: N8nHost, id: string) => {
		const executionId = await client.begin(id, MANUAL);
		do await sleep(2000);
		while ((await client.executions(id, 'running')).includes(executionId));
		return await client.finished(executionId, 300_000);
	};

	/** Runs a workflow of {@link downAndUp} once and checks what came back to the server. */
	const runWorkflow = async (host: N8nHost, id: string): Promise<Round> => {
		const { pid } = host;
		if (pid === undefined) throw new Error('n8n has no process');
		await tidyUp();
		const before = workOf(pid);
		const [execution, growth] = await growthDuring(pid, async () => await execute(host, id));
		const work = workOf(pid) - before;
		const error = errorOf(execution, DOWN) ?? errorOf(execution, UP);
		if (error) throw new Error(error.message);
		const answer = JSON.stringify(outputOf(execution, UP));
		if (!answer.includes(hash) || !answer.includes(`"size":${BYTES}`)) throw new Error(`Another file came back: ${answer}`);
		return { down: durationOf(execution, DOWN) / 1000, up: durationOf(execution, UP) / 1000, work, growth };
	};

	const headers: INodeParameters = { sendHeaders: true, headerParameters: { parameters: [{ name: 'Authorization', value: authorization }] } };
	const { id: httpId } = await hosts.http.client.saveWorkflow(downAndUp(
		'HTTP Request',
		{ type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
		{ url: downloadUrl, ...headers, options: { response: { response: { responseFormat: 'file' } } } },
		{
			method: 'POST',
			url: addUrl,
			...headers,
			sendBody: true,
			contentType: 'multipart-form-data',
			bodyParameters: { parameters: [{ parameterType: 'formBinaryData', name: 'attachments', inputDataFieldName: 'data' }] },
		},
	));
	const credential = await hosts.ours.client.saveCredential('TheHive', 'theHive5Api', { url: server.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
	const { id: ourId } = await hosts.ours.client.saveWorkflow(downAndUp(
		'TheHive SOC',
		{ type: 'n8n-nodes-thehive.theHive', credentials: { [credential.type]: { id: credential.id, name: credential.name } } },
		{ resource: 'attachment', operation: 'download', attachedTo: 'anything', attachmentId: { __rl: true, mode: 'id', value: attachmentId } },
		{ resource: 'attachment', operation: 'add', attachedTo: 'case', caseId: { __rl: true, mode: 'id', value: caseId }, inputFiles: 'all' },
	));

	const ways: Record<string, () => Promise<Round>> = {
		curl,
		'HTTP Request': async () => await runWorkflow(hosts.http, httpId),
		'TheHive SOC': async () => await runWorkflow(hosts.ours, ourId),
	};
	const rounds = new Map<string, Round[]>(Object.keys(ways).map((name) => [name, []]));
	for (let round = 0; round <= ROUNDS; round++) {
		for (const [name, way] of Object.entries(ways)) {
			const took = await way();
			console.error(`  round ${round}, ${name}: ${took.down.toFixed(1)} s down, ${took.up.toFixed(1)} s up${took.growth === undefined ? '' : `, ${took.growth.toFixed(0)} MB more memory, ${took.work?.toFixed(1)} s of work`}`);
			if (round > 0) rounds.get(name)?.push(took);
		}
	}

	const medianOf = (name: string, of: 'down' | 'up') => median((rounds.get(name) ?? []).map((round) => round[of]));
	console.log(`${MEGABYTES} MB, medians of ${ROUNDS} rounds after one that is not counted; SHA-256 equal each time`);
	console.table(
		Object.fromEntries([...rounds].map(([name, list]) => {
			const works = list.flatMap(({ work }) => work ?? []);
			const growths = list.flatMap(({ growth }) => growth ?? []);
			return [name, {
				'down, s': medianOf(name, 'down').toFixed(2),
				'/ curl': (medianOf(name, 'down') / medianOf('curl', 'down')).toFixed(2),
				'up, s': medianOf(name, 'up').toFixed(2),
				'/ curl ': (medianOf(name, 'up') / medianOf('curl', 'up')).toFixed(2),
				...(works.length === 0 ? {} : { 'n8n works, s': median(works).toFixed(2), 'n8n grows, MB': median(growths).toFixed(0), worst: Math.max(...growths).toFixed(0) }),
			}];
		})),
	);
} finally {
	for (const host of running) await host.stop();
	server.stop();
	await rm(folder, { recursive: true, force: true });
}
