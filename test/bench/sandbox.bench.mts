/**
 * The sandbox under load: 100,000 alerts with three observables each, one page over them, one creation after the other.
 * `node test/bench/sandbox.bench.mts [--quick]` prints a table and writes `.state/bench/sandbox.json`. The sandbox has a
 * process of its own, held to one core where `taskset` is at hand; its memory is read from `/proc` (Linux).
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { ROOT, STATE } from '../commands/project.mjs';
import { setUpSoc } from '../sandbox/client.mts';

const quick = process.argv.includes('--quick');
const ALERTS = quick ? 10_000 : 100_000;
const SEQUENTIAL = quick ? 1_000 : 5_000;
const PAGES = 21;
const WRITERS = 8;
const MIB = 1024 * 1024;

const isPinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const server = ['--import', './test/commands/exitWithParent.mjs', 'test/sandbox/main.mts', '--port', '0', '--empty'];
const child = isPinned
	? spawn('taskset', ['-c', '0', process.execPath, ...server], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
	: spawn(process.execPath, server, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });

const url = await new Promise<URL>((resolve, reject) => {
	let printed = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		printed += text;
		const found = /sandbox: (http\S+)\nAdministrator/.exec(printed)?.[1];
		if (found) resolve(new URL(found));
	});
	child.once('exit', () => reject(new Error(`The sandbox ended: ${printed}`)));
});
const { admin } = await setUpSoc(url.origin);
const key = (await admin.post('/user/analyst@main.test/key/renew')).text;
const agent = new Agent({ keepAlive: true });

/** Posts JSON as fast as Node can: `fetch` costs more than the sandbox. @throws when it is not answered with success */
async function post(path: string, body: object): Promise<string> {
	const text = JSON.stringify(body);
	const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
	return await new Promise((resolve, reject) => {
		const sent = request({ host: url.hostname, port: url.port, path: `/api/v1${path}`, method: 'POST', agent, headers }, (answer) => {
			let received = '';
			answer.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
			answer.once('end', () => (answer.statusCode !== undefined && answer.statusCode < 300 ? resolve(received) : reject(new Error(received))));
		});
		sent.once('error', reject);
		sent.end(text);
	});
}

function alert(number: number) {
	return {
		type: 'bench',
		source: 'bench',
		sourceRef: String(number),
		title: `Suspicious sign-in ${number}`,
		description: `The user signed in from a country where nobody was seen before (${number}). `.repeat(4),
		severity: 1 + (number % 4),
		tags: ['bench', `host-${number % 100}`],
		date: 1_700_000_000_000 + ((number * 7919) % ALERTS) * 1000,
	};
}

function observables(number: number) {
	return [
		{ dataType: 'ip', data: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}` },
		{ dataType: 'domain', data: `host${number}.bench.example` },
		{ dataType: 'hash', data: String(number).padStart(64, '0') },
	];
}

/** Most memory the sandbox has had so far, resident, MiB. */
function residentMiB(): number {
	return (Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024) / MIB;
}

/** Processor time that the sandbox has used so far, s: it tells the cost also where the machine is busy with other things. */
function processorSeconds(): number {
	const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	await work();
	return (performance.now() - begun) / 1000;
}

async function load(): Promise<void> {
	let next = 0;
	const writer = async () => {
		while (next < ALERTS) {
			const number = next++;
			await post('/alert', { ...alert(number), observables: observables(number) });
		}
	};
	await Promise.all(Array.from({ length: WRITERS }, writer));
}

async function createOneByOne(): Promise<void> {
	for (let number = 0; number < SEQUENTIAL; number++) await post('/alert', alert(ALERTS + number));
}

const PAGE = [
	{ _name: 'listAlert' },
	{ _name: 'filter', _and: [{ _gte: { _field: 'severity', _value: 3 } }, { _in: { _field: 'tags', _values: ['host-3', 'host-7', 'host-11'] } }] },
	{ _name: 'sort', _fields: [{ date: 'desc' }] },
	{ _name: 'page', from: 0, to: 100 },
];

/** Times of a page one after the other, ms, fastest first. */
async function pages(): Promise<number[]> {
	const times: number[] = [];
	for (let count = 0; count < PAGES; count++) {
		times.push(
			1000 * (await secondsOf(async () => {
				const rows: unknown = JSON.parse(await post('/query', { query: PAGE }));
				if (!Array.isArray(rows) || rows.length !== 100) throw new Error('not a full page');
			})),
		);
	}
	return times.sort((a, b) => a - b);
}

try {
	const used = [processorSeconds()];
	const loaded = await secondsOf(load);
	used.push(processorSeconds());
	const times = await pages();
	used.push(processorSeconds());
	const median = times[Math.floor(PAGES / 2)] ?? Number.NaN;
	const worst = times.at(-1) ?? Number.NaN;
	const perSecond = SEQUENTIAL / (await secondsOf(createOneByOne));
	used.push(processorSeconds());
	const memory = residentMiB();
	/** Processor time of a phase for each of its requests, ms. */
	const each = (phase: number, requests: number) => (1000 * ((used[phase + 1] ?? 0) - (used[phase] ?? 0))) / requests;
	const rows = [
		{ what: `${ALERTS} alerts with 3 observables each loaded`, measured: loaded, unit: 's', processor: each(0, ALERTS), wanted: '< 60 s', kept: loaded < 60 },
		{ what: 'filtered and sorted page of 100 over them, median', measured: median, unit: 'ms', processor: each(1, PAGES), wanted: '< 150 ms', kept: median < 150 },
		{ what: `the slowest of ${PAGES} such pages`, measured: worst, unit: 'ms', wanted: '< 150 ms', kept: worst < 150 },
		{ what: `${SEQUENTIAL} alerts created one after the other${isPinned ? ', the sandbox on one core' : ''}`, measured: perSecond, unit: '1/s', processor: each(2, SEQUENTIAL), wanted: '≥ 1000 /s', kept: perSecond >= 1000 },
		{ what: 'most memory of the sandbox, resident', measured: memory, unit: 'MiB', wanted: '< 2048 MiB', kept: memory < 2048 },
	];
	console.table(rows.map(({ what, measured, unit, processor, wanted, kept }) => ({ what, measured: `${measured.toFixed(measured < 1000 ? 1 : 0)} ${unit}`, 'processor, ms each': processor?.toFixed(2) ?? '–', wanted, kept: kept ? 'yes' : 'NO' })));
	await mkdir(join(STATE, 'bench'), { recursive: true });
	await writeFile(join(STATE, 'bench/sandbox.json'), JSON.stringify({ at: new Date().toISOString(), alerts: ALERTS, isPinned, rows }, null, '\t'));
	if (rows.some(({ kept }) => !kept)) process.exitCode = 1;
} finally {
	agent.destroy();
	child.kill();
}
