import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Credential, WorkflowFile } from './client.mts';

/** Name of the node under test in {@link theHiveWorkflow}. */
export const THE_HIVE = 'TheHive';
/** Name of the trigger of {@link theHiveWorkflow}. */
export const MANUAL = 'Manual';

function at(name: string, type: string, x: number): INode {
	return { id: randomUUID(), name, type, typeVersion: 1, position: [x, 0], parameters: {} };
}

/** Name of our trigger in {@link triggerWorkflow}. */
export const TRIGGER = 'TheHive SOC Trigger';

/** The smallest workflow that runs one operation: a manual trigger and our node. */
export function theHiveWorkflow(name: string, parameters: INodeParameters, { type, id, name: credentialName }: Credential): WorkflowFile {
	return {
		name,
		nodes: [
			at(MANUAL, 'n8n-nodes-base.manualTrigger', 0),
			{ ...at(THE_HIVE, 'n8n-nodes-thehive.theHive', 200), parameters, credentials: { [type]: { id, name: credentialName } } },
		],
		connections: { [MANUAL]: { main: [[{ node: THE_HIVE, type: 'main', index: 0 }]] } },
	};
}

/** A workflow that our trigger starts. @param next the one node it runs; one that does nothing when absent */
export function triggerWorkflow(
	name: string,
	parameters: INodeParameters,
	{ type, id, name: credentialName }: Credential,
	next: Pick<INode, 'type' | 'typeVersion' | 'parameters'> = { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
): WorkflowFile {
	return {
		name,
		nodes: [
			{ ...at(TRIGGER, 'n8n-nodes-thehive.theHiveTrigger', 0), parameters, credentials: { [type]: { id, name: credentialName } } },
			{ ...at('Then', next.type, 200), ...next },
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Then', type: 'main', index: 0 }]] } },
	};
}
