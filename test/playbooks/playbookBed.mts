import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { afterAll, beforeAll, expect } from 'vitest';
import type { N8nClient, Workflow, WorkflowFile } from '../n8n/client.mts';
import type { Execution } from '../n8n/executions.mts';
import type { N8nHost } from '../n8n/host.mts';
import { readPlaybook, SETTINGS } from '../n8n/playbooks.mts';
import { realN8n } from '../n8n/realN8n.mts';
import { n8nMissing } from '../n8n/testPackage.mts';
import { Client } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.mts';
import { SEED_API_KEY, SEED_ORGANISATION, SEED_PASSWORD } from '../sandbox/seed.mts';

const POLL_MS = 100;

/** A credential to be chosen in nodes of a playbook. */
interface ChosenCredential {
	/** Type of the credential, e.g. `imap`. */
	type: string;
	/** Its fields; those of a credential for TheHive depend on where that is. */
	data: ICredentialDataDecryptedObject | ((sandbox: Sandbox) => ICredentialDataDecryptedObject);
	/** Which nodes to choose it in. */
	nodes: (node: INode) => boolean;
}

export interface PlaybookOptions {
	sandbox?: SandboxOptions;
	/** Values for the node "Settings", by name, as its note asks the user to fill in. */
	settings?: Record<string, boolean | number | string>;
	/** Beside TheHive's own, which is chosen in all of our nodes first. */
	credentials?: ChosenCredential[];
	/** What the user of TheHive's credential may do. Default: exactly what the playbooks' README says it needs. */
	permissions?: string[];
	/** Whether the playbook is activated, as those with triggers and webhooks are. */
	activate?: boolean;
}

/** A playbook in a real n8n that works on a sandbox. */
export interface PlaybookBed {
	readonly sandbox: Sandbox;
	/** TheHive for an org-admin of the same organisation. */
	readonly theHive: Client;
	/** TheHive for an analyst. */
	readonly colleague: Client;
	n8n(): N8nHost;
	/** Runs it from a trigger, as "Execute workflow" does, and waits for the end. */
	run(trigger: string): Promise<Execution>;
	/** Waits for the next execution that nobody here has looked at, and for its end. */
	nextExecution(withinMs?: number): Promise<Execution>;
}

let shared: (() => N8nHost) | undefined;

/** Lets the playbooks of the following tests run in one n8n, instead of one for each. */
export function runPlaybooksIn(n8n: () => N8nHost): void {
	shared = n8n;
}

/** Imports a playbook as a user does: fills in its settings, chooses its credentials, and activates it. */
export async function playbookBed(name: string, { sandbox: options, settings = {}, credentials = [], permissions, activate = true }: PlaybookOptions = {}): Promise<PlaybookBed> {
	const sandbox = await startSandbox({ seed: 'soc', cortexJobMs: 200, ...options });
	afterAll(async () => await sandbox.close());
	const apiKey = await userWith(sandbox.url, permissions ?? (await permissionsOf(name)));
	const theHiveCredential: ChosenCredential = {
		type: 'theHive5Api',
		data: { url: sandbox.url, authentication: 'apiKey', apiKey },
		nodes: ({ type }) => type.startsWith('n8n-nodes-thehive.'),
	};

	let workflow: Workflow | undefined;
	const imported = () => {
		if (workflow === undefined) throw new Error(`The playbook ${name} is not imported yet`);
		return workflow;
	};
	const n8n = shared ?? realN8n();
	beforeAll(async () => {
		if ((await n8nMissing()) !== undefined) return;
		const { client } = n8n();
		const settled = withSettings(await readPlaybook(name), settings);
		workflow = await client.saveWorkflow(await withCredentials(client, name, settled, [theHiveCredential, ...credentials], sandbox));
		if (activate) await client.activate(workflow);
	});
	afterAll(async () => {
		// another playbook's tests may follow in the same n8n
		if (workflow !== undefined && activate && shared) await n8n().client.deactivate(workflow.id);
	});

	const seen = new Set<string>();
	return {
		sandbox,
		theHive: Client.withKey(sandbox.url, SEED_API_KEY),
		colleague: Client.withLogin(sandbox.url, 'maria.lopez@soc.local', SEED_PASSWORD),
		n8n,
		run: async (trigger) => {
			const execution = await n8n().client.run(imported().id, trigger);
			seen.add(execution.id);
			return execution;
		},
		nextExecution: async (withinMs = 20_000) => {
			const { client } = n8n();
			for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(POLL_MS)) {
				// oldest first
				const fresh = (await client.executions(imported().id)).filter((id) => !seen.has(id)).pop();
				if (fresh === undefined) continue;
				seen.add(fresh);
				return await client.finished(fresh);
			}
			throw new Error(`The playbook ${name} was not started within ${withinMs / 1000} s`);
		},
	};
}

/** The permissions that the table in the README names for a playbook. */
async function permissionsOf(name: string): Promise<string[]> {
	const readme = await readFile(new URL('../../playbooks/README.md', import.meta.url), 'utf8');
	const row = readme.split('\n').find((line) => line.includes(`(${name}.json)`));
	const needed = row?.split(' | ').at(-1)?.match(/(?<=`)manage[\w/]+(?=`)/g);
	if (!needed) throw new Error(`playbooks/README.md names no permissions for ${name}`);
	return needed;
}

/** Creates a user with just these permissions. @returns the API key */
async function userWith(url: string, permissions: string[]): Promise<string> {
	const admin = Client.withLogin(url, 'admin@thehive.local', 'secret');
	const login = 'n8n@soc.local';
	expect(await admin.post('/profile', { name: 'playbook', permissions })).toMatchObject({ status: 201 });
	expect(await admin.post('/user', { login, name: 'n8n', profile: 'playbook', organisation: SEED_ORGANISATION, type: 'Service' })).toMatchObject({ status: 201 });
	return (await admin.post(`/user/${login}/key/renew`)).text;
}

function withSettings(playbook: WorkflowFile, settings: NonNullable<PlaybookOptions['settings']>): WorkflowFile {
	const left = new Set(Object.keys(settings));
	const nodes = playbook.nodes.map((node) => {
		if (node.name !== SETTINGS) return node;
		const copy = structuredClone(node);
		const group: unknown = copy.parameters['assignments'];
		const rows: unknown = typeof group === 'object' && group !== null && 'assignments' in group ? group.assignments : undefined;
		for (const row of Array.isArray(rows) ? rows : []) {
			if (!left.delete(row.name)) continue;
			row.value = settings[row.name];
		}
		return copy;
	});
	if (left.size > 0) throw new Error(`"${playbook.name}" has no setting ${[...left].join(', ')}`);
	return { ...playbook, nodes };
}

async function withCredentials(client: N8nClient, owner: string, playbook: WorkflowFile, chosen: ChosenCredential[], sandbox: Sandbox): Promise<WorkflowFile> {
	let { nodes } = playbook;
	for (const [index, { type, data, nodes: isMeant }] of chosen.entries()) {
		const { id, name } = await client.saveCredential(`${owner}: ${type} ${index + 1}`, type, typeof data === 'function' ? data(sandbox) : data);
		nodes = nodes.map((node) => (isMeant(node) ? { ...node, credentials: { ...node.credentials, [type]: { id, name } } } : node));
	}
	return { ...playbook, nodes };
}

/** Whether an execution went through, with what stopped it where it did not. */
export function outcomeOf({ status, data }: Execution): string {
	const { error, lastNodeExecuted } = data.resultData;
	return error ? `${status} in "${lastNodeExecuted ?? ''}": ${error.message} ${error.description ?? ''}` : status;
}
