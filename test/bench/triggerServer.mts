/** A sandbox in a process of its own for trigger.bench.mts: makes alerts, in the past or at a pace, and tells what n8n asked for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { addServiceUser, Client, setUpSoc } from '../sandbox/client.mts';
import { isObject } from '../sandbox/json.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { benchAlert } from './benchAlert.mts';

export interface TriggerServerCommand {
	/** Makes so many alerts, with stamps spread over so many ms before now. */
	past?: { alerts: number; overMs: number };
	/** Makes alerts at a pace, one by one. */
	steady?: { perSecond: number; seconds: number };
	/** Forgets the requests so far. */
	forget?: boolean;
}

/** When an alert was there, epoch ms. */
export interface Commit {
	id: string;
	at: number;
}

export interface TriggerServerAnswer {
	url: string;
	/** API key of n8n's user. */
	key: string;
	/** Of the steady alerts. */
	commits: Commit[];
	/** When the event stream gave alerts out since the requests were forgotten, by id; epoch ms. */
	toldAt: Record<string, number>;
	/** Requests since they were forgotten, by what they ask for; those of this process are left out. */
	requests: Record<string, number>;
}

const MAKERS = 16;

const sandbox = await startSandbox({ journalLimit: 500_000 });
const { admin } = await setUpSoc(sandbox.url);
const key = await addServiceUser(admin);
const maker = new Client(sandbox.url, `Bearer ${(await admin.post('/user/analyst@main.test/key/renew')).text}`, { 'x-maker': 'bench' });
let made = 0;

async function makeAlert(): Promise<Commit> {
	made += 1;
	const reply = await maker.post('/alert', benchAlert(made));
	return { id: reply.id, at: Number(reply.object['_createdAt']) };
}

async function makePast({ alerts, overMs }: { alerts: number; overMs: number }): Promise<void> {
	let begun = 0;
	const making = async () => {
		while (begun < alerts) {
			begun += 1;
			sandbox.faults.clockSkewMs = Math.round(overMs * (begun / alerts - 1));
			await makeAlert();
		}
	};
	await Promise.all(Array.from({ length: MAKERS }, making));
	sandbox.faults.clockSkewMs = 0;
}

async function makeSteadily({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Commit[]> {
	const making: Array<Promise<Commit>> = [];
	const begun = Date.now();
	for (let number = 0; number < perSecond * seconds; number++) {
		await sleep(Math.max(0, begun + (number * 1000) / perSecond - Date.now()));
		making.push(makeAlert());
	}
	return await Promise.all(making);
}

/** Ids of alerts, and when an answer of the event stream carried them. */
function toldAt(): Record<string, number> {
	const told: Record<string, number> = {};
	for (const { method, path, responseBody, finishedAt } of sandbox.requests) {
		if (method !== 'GET' || !path.includes('/stream/') || !Array.isArray(responseBody) || finishedAt === undefined) continue;
		for (const element of responseBody) {
			const base = isObject(element) && isObject(element['base']) ? element['base'] : {};
			const id = String(base['objectId']);
			if (base['action'] === 'create') told[id] ??= finishedAt;
		}
	}
	return told;
}

function requestsByKind(): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { method, path, headers } of sandbox.requests) {
		if (headers['x-maker'] !== undefined) continue;
		const kind = `${method} ${path.replace(/\/stream\/.*/, '/stream/{id}').replace(/\?.*/, '')}`;
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}

process.on('message', ({ past, steady, forget }: TriggerServerCommand) => {
	void (async () => {
		if (forget === true) sandbox.resetJournal();
		if (past) await makePast(past);
		const commits = steady ? await makeSteadily(steady) : [];
		process.send?.({ url: sandbox.url, key, commits, toldAt: toldAt(), requests: requestsByKind() } satisfies TriggerServerAnswer);
		if (past) sandbox.resetJournal();
	})();
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
