import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Credential, WorkflowFile } from './client.mts';

/** Name of the node under test in {@link theHiveWorkflow}. */
export const THE_HIVE = 'TheHive';
/** Name of the trigger of {@link theHiveWorkflow}. */
export const MANUAL = 'Manual';

/** The smallest workflow that runs one operation: a manual trigger and our node. */
export function theHiveWorkflow(name: string, parameters: INodeParameters, { type, id, name: credentialName }: Credential): WorkflowFile {
	const at = (nodeName: string, nodeType: string, x: number): INode => ({
		id: randomUUID(),
		name: nodeName,
		type: nodeType,
		typeVersion: 1,
		position: [x, 0],
		parameters: {},
	});
	return {
		name,
		nodes: [
			at(MANUAL, 'n8n-nodes-base.manualTrigger', 0),
			{ ...at(THE_HIVE, 'n8n-nodes-thehive.theHive', 200), parameters, credentials: { [type]: { id, name: credentialName } } },
		],
		connections: { [MANUAL]: { main: [[{ node: THE_HIVE, type: 'main', index: 0 }]] } },
	};
}
