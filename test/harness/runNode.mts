import 'reflect-metadata';
import { DirectoryLoader, ExecutionLifecycleHooks, LoadOptionsContext, RoutingNode, WorkflowExecute, WorkflowHasIssuesError } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, INodeParameters, INodeType, IRun, OnError } from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import { TheHive } from '../../nodes/TheHive/TheHive.node';
import type { TheHiveCredential } from './host.mts';
import { additionalData, nodeTypes } from './host.mts';
import { noteRun } from './operationsRan.mts';

export interface NodeRun {
	/** Items of the node's first output. */
	items: INodeExecutionData[];
	/** Items of its error output, where it has one. */
	errorItems: INodeExecutionData[];
	/** What ended the node. */
	error?: Error & { description?: string | null; httpCode?: string | null; context?: IDataObject };
}

export interface NodeRunOptions {
	credential: TheHiveCredential;
	/** `resource`, `operation` and the parameters of the operation. */
	parameters: INodeParameters;
	/** Input items, as JSON or complete; one empty item by default. */
	input?: Array<IDataObject | INodeExecutionData>;
	onError?: OnError;
	abortSignal?: AbortSignal;
	typeVersion?: number;
	/** Another node type than this package's, for comparison, and the type of its credential. */
	other?: { type: INodeType; credentialType: string };
	/** Run the route of an operation even where it has an `execute`: older AI agents know routes only. */
	routedOnly?: boolean;
}

function isItem(item: IDataObject | INodeExecutionData): item is INodeExecutionData {
	return 'json' in item;
}

/** A node that gives the test's input items. */
function inputNode(items: INodeExecutionData[]): INodeType {
	return {
		description: {
			displayName: 'Input',
			name: 'input',
			group: ['input'],
			version: 1,
			description: 'Items of the test',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute: async () => [items],
	};
}

/** Node type of the package as n8n runs it: a declarative node is executed by n8n's RoutingNode. */
function executable(type: INodeType): INodeType {
	type.execute ??= async function () {
		return (await new RoutingNode(this as ConstructorParameters<typeof RoutingNode>[0], type).runNode()) ?? [];
	};
	return type;
}

const theHive = new TheHive();
// what n8n gives every declarative node when it loads it: batching, timeout, proxy
DirectoryLoader.applyDeclarativeNodeOptionParameters(theHive);
const theHiveRouted: INodeType = { description: theHive.description, methods: theHive.methods };

function node(name: string, type: string, parameters: INodeParameters, extra: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...extra };
}

/** Runs the node once on n8n's own engine: expressions, displayed parameters, routing, error handling and item linking are n8n's. */
export async function runNode({ credential, parameters, input = [{}], onError, abortSignal, typeVersion = 1, routedOnly = false, other }: NodeRunOptions): Promise<NodeRun> {
	const items = input.map((item) => (isItem(item) ? item : { json: item }));
	const nodes = [
		node('Input', 'input', {}),
		node('TheHive', 'theHive', parameters, {
			typeVersion,
			credentials: { [other?.credentialType ?? 'theHive5Api']: { id: '1', name: 'TheHive' } },
			...(onError ? { onError } : {}),
		}),
	];
	const connections = { Input: { main: [[{ node: 'TheHive', type: NodeConnectionTypes.Main, index: 0 }]] } };
	const types = nodeTypes({ input: inputNode(items), theHive: executable(other?.type ?? (routedOnly ? theHiveRouted : theHive)) });
	const workflow = new Workflow({ id: 'test', nodes, connections, nodeTypes: types, active: false, settings: { executionOrder: 'v1' } });
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'test',
		name: 'test',
		nodes,
		connections,
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
	});
	const finished = new Promise<IRun>((resolve) => {
		hooks.addHandler('workflowExecuteAfter', (run) => resolve(run));
	});
	const start = workflow.getNode('Input');
	if (!start) throw new Error('The workflow has no start');
	const execution = new WorkflowExecute(
		{ ...additionalData(credential), hooks },
		'manual',
		createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }] },
		}),
	);
	let running: ReturnType<typeof execution.processRunExecutionData>;
	try {
		running = execution.processRunExecutionData(workflow);
	} catch (error) {
		// what the editor marks red: n8n does not begin
		if (error instanceof WorkflowHasIssuesError) return { items: [], errorItems: [], error };
		throw error;
	}
	abortSignal?.addEventListener('abort', () => running.cancel());
	running.catch(() => undefined);
	const { resultData } = (await finished).data;
	const [run] = resultData.runData.TheHive ?? [];
	const [output, errors] = run?.data?.main ?? [];
	const error = run?.error ?? resultData.error;
	if (!other && !error && output?.some(({ json }) => !('error' in json))) noteRun(parameters);
	return { items: output ?? [], errorItems: errors ?? [], ...(error ? { error } : {}) };
}

/** Calls one of the node's list searches, drop-downs or column sources as the editor does. */
export function editorContext(credential: TheHiveCredential, parameters: INodeParameters): LoadOptionsContext {
	const theNode = node('TheHive', 'theHive', parameters, { credentials: { theHive5Api: { id: '1', name: 'TheHive' } } });
	const workflow = new Workflow({
		nodes: [theNode],
		connections: {},
		nodeTypes: nodeTypes({ theHive: executable(theHive) }),
		active: false,
	});
	return new LoadOptionsContext(workflow, theNode, { ...additionalData(credential), currentNodeParameters: parameters }, '');
}
