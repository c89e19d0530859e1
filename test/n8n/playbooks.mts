import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../commands/project.mjs';
import type { Credential, WorkflowFile } from './client.mts';

const FOLDER = join(ROOT, 'playbooks');
/** What the names of our own node types begin with in n8n. */
const OUR_NODES = 'n8n-nodes-thehive.';
const TRIGGERS = /Trigger$|\.webhook$/;
/** Node in which a playbook keeps what its user has to fill in. */
export const SETTINGS = 'Settings';

/** The playbooks of the repository, by file name without extension. */
export async function playbookNames(): Promise<string[]> {
	const files = await readdir(FOLDER);
	return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length)).sort();
}

/** A playbook as users import it: without credentials. */
export async function readPlaybook(name: string): Promise<WorkflowFile> {
	return JSON.parse(await readFile(join(FOLDER, `${name}.json`), 'utf8'));
}

/** The playbook with the credential chosen in each of our nodes. */
export function withCredential(playbook: WorkflowFile, { type, id, name }: Credential): WorkflowFile {
	const nodes = playbook.nodes.map((node) =>
		node.type.startsWith(OUR_NODES) ? { ...node, credentials: { [type]: { id, name } } } : node,
	);
	return { ...playbook, nodes };
}

/** Whether a playbook starts by itself and needs nothing but a credential for TheHive: no settings, no other service. */
export function isReady({ nodes }: WorkflowFile): boolean {
	return nodes.some(({ type }) => TRIGGERS.test(type)) && !nodes.some(({ name, type }) => name === SETTINGS || type.startsWith('@n8n/'));
}

/** The path at which a playbook's webhook listens. */
export function webhookPath({ name, nodes }: WorkflowFile): string {
	const path = nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')?.parameters['path'];
	if (typeof path !== 'string') throw new Error(`The playbook "${name}" has no webhook`);
	return path;
}
