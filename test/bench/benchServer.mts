/** A sandbox in a process of its own, which counts its requests; driven by messages of its parent. */
import { Client, setUpSoc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { benchAlert } from './benchAlert.mts';

export interface ServerCommand {
	latencyMs: number;
	/** Creates so many alerts first. */
	alerts?: number;
	/** Creates a case first. */
	newCase?: boolean;
}

export interface ServerAnswer {
	url: string;
	key: string;
	/** Requests since the last command. */
	requests: number;
	maxInFlight: number;
	alerts: number;
	/** The number in the reference of the first alert that this command created. */
	firstMade: number;
	ids: string[];
	caseId: string;
}

const sandbox = await startSandbox({ journalLimit: 200_000 });
const soc = await setUpSoc(sandbox.url);
const key = (await soc.admin.post('/user/analyst@main.test/key/renew')).text;
const analyst = Client.withKey(sandbox.url, key);
let made = 0;

async function newAlerts(count: number): Promise<string[]> {
	const ids: string[] = [];
	const each = async () => {
		while (ids.length < count) {
			const number = made++;
			const place = ids.push('') - 1;
			ids[place] = (await analyst.post('/alert', benchAlert(number))).id;
		}
	};
	await Promise.all(Array.from({ length: 16 }, each));
	return ids;
}

process.on('message', (command: ServerCommand) => {
	void (async () => {
		const answer = { requests: sandbox.requests.length, maxInFlight: sandbox.maxInFlight, alerts: [...sandbox.store.table('alert').all()].length };
		sandbox.faults.latencyMs = 0;
		const before = made;
		const ids = await newAlerts(command.alerts ?? 0);
		const caseId = command.newCase ? (await analyst.post('/case', { title: 'Bench', description: 'd' })).id : '';
		sandbox.resetJournal();
		sandbox.faults.latencyMs = command.latencyMs;
		process.send?.({ url: sandbox.url, key, ids, caseId, firstMade: before, ...answer } satisfies ServerAnswer);
	})();
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
