/**
 * Second stage of `npm start`: a real n8n with this package, a TheHive, and the playbooks run on real input.
 *
 *     npm start                    stays up until Ctrl-C
 *     npm start -- --once          leaves after the run, with status 0 if all of it worked
 *     THEHIVE_URL=… THEHIVE_API_KEY=… npm start     works on your TheHive instead of the sandbox
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { OWNER } from '../n8n/client.mts';
import type { Credential, N8nClient, WorkflowFile } from '../n8n/client.mts';
import { startN8n } from '../n8n/host.mts';
import type { N8nHost } from '../n8n/host.mts';
import { installHost } from '../n8n/installHost.mts';
import { isReady, playbookNames, readPlaybook, withCredential } from '../n8n/playbooks.mts';
import type { TheHiveAccess } from '../n8n/theHiveReader.mts';
import { packPackage } from './build.mts';
import { onTermination } from './processGroups.mjs';
import { elapsedSince, startStep } from './progress.mjs';
import { takeSlot } from './stateSlot.mts';
import { reportFailure, StopMessage } from './stopMessage.mjs';
import { openTheHive } from './theHive.mts';
import type { TheHive } from './theHive.mts';
import { runWazuhAlerts } from './wazuhRun.mts';

const N8N_PORT = 5678;
const WAZUH_PLAYBOOK = 'wazuh-alert-triage';
const CREDENTIAL = { name: 'TheHive of npm start', type: 'theHive5Api' };

let n8n: N8nHost | undefined;
let theHive: TheHive | undefined;
let stopping = false;

async function stop(): Promise<void> {
	stopping = true;
	await n8n?.stop();
	await theHive?.stop();
}
onTermination(stop);

try {
	const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
	await start(values.once);
} catch (error) {
	reportFailure(error);
	if (!(error instanceof StopMessage)) console.error('If the state of an earlier run is in the way, `npm run clean` removes it.');
	await stop();
	process.exit(1);
}

async function start(once: boolean): Promise<void> {
	const started = Date.now();
	await installHost();
	// A single run starts from nothing; otherwise your workflows are still there the next time.
	const slot = await takeSlot(once ? 'once' : 'start');
	const tarball = await packPackage(join(slot.folder, 'package'));

	theHive = await openTheHive(slot.folder);
	console.log(`  TheHive: ${theHive.description}`);
	n8n = await startEditor(join(slot.folder, 'n8n'), tarball);

	const credential = await createCredential(n8n.client, theHive);
	const playbooks = await importPlaybooks(n8n.client, credential, theHive);
	if (!once) await slot.keep();

	const wazuh = playbooks.get(WAZUH_PLAYBOOK);
	if (wazuh === undefined) throw new StopMessage(`The playbook ${WAZUH_PLAYBOOK} is missing from the folder playbooks.`);
	await runWazuhAlerts(n8n.client, wazuh, theHive);
	console.log(`\nAll of it worked, in ${elapsedSince(started)}.`);

	if (once) {
		await stop();
		process.exit(0);
	}
	console.log(`
  Editor    ${n8n.baseUrl}
  Sign in   ${OWNER.email}, password ${OWNER.password}
  TheHive   ${theHive.description}
  State     ${slot.folder} (\`npm run clean\` removes it)

Ctrl-C ends n8n and the sandbox.`);
	await n8n.ended;
	if (!stopping) throw new StopMessage(`n8n has ended by itself; its last words are in ${join(slot.folder, 'n8n/n8n.log')}.`);
}

async function startEditor(folder: string, tarball: string): Promise<N8nHost> {
	const step = startStep('Starting n8n');
	try {
		const host = await startN8n({ folder, tarball, port: N8N_PORT });
		step.done();
		if (!host.baseUrl.endsWith(`:${N8N_PORT}`)) console.log(`  Port ${N8N_PORT} is taken: n8n uses ${host.baseUrl}`);
		return host;
	} catch (error) {
		step.failed();
		throw error;
	}
}

async function createCredential(client: N8nClient, { url, apiKey }: TheHiveAccess): Promise<Credential> {
	const data = { url, authentication: 'apiKey', apiKey };
	const credential = await client.saveCredential(CREDENTIAL.name, CREDENTIAL.type, data);
	const verdict = await client.testCredential(credential, data);
	if (verdict.status !== 'OK') throw new StopMessage(`n8n cannot sign in to TheHive at ${url}: ${verdict.message}. Check THEHIVE_URL and THEHIVE_API_KEY.`);
	console.log(`  Credential "${credential.name}": ${verdict.message}`);
	return credential;
}

/** Imports all playbooks. Those that need nothing else are activated, on a TheHive of the user's only the one that is run. */
async function importPlaybooks(client: N8nClient, credential: Credential, { isSandbox }: TheHive): Promise<Map<string, WorkflowFile>> {
	const playbooks = new Map<string, WorkflowFile>();
	for (const name of await playbookNames()) {
		const playbook = withCredential(await readPlaybook(name), credential);
		const workflow = await client.saveWorkflow(playbook);
		const isActive = isReady(playbook) && (isSandbox || name === WAZUH_PLAYBOOK);
		if (isActive) await client.activate(workflow);
		console.log(`  Playbook "${playbook.name}": ${isActive ? 'imported and active' : 'imported'}`);
		playbooks.set(name, playbook);
	}
	return playbooks;
}
