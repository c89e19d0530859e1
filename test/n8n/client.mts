import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeTypeDescription,
	IConnections,
	INode,
	INodeParameters,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { Execution } from './executions.mts';
import { HOST_FOLDER } from './installHost.mts';

/** The owner account of every n8n that we start. */
export const OWNER = { email: 'owner@example.test', password: 'Playbook-1', firstName: 'Playbook', lastName: 'Owner' };

const POLL_MS = 100;
/** A server busy with a long computation resets idle connections; reading again does no harm. */
const READ_ATTEMPTS = 10;

export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** A workflow as the editor exports it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
}

export interface Workflow extends WorkflowFile {
	id: string;
	versionId: string;
	active: boolean;
}

/** What n8n's test of a credential says. */
export interface CredentialVerdict {
	status: 'OK' | 'Error';
	message: string;
}

/** The answer to a call of a webhook. */
export interface WebhookAnswer {
	status: number;
	body: unknown;
}

/** What a drop-down, picker or mapper of a node is asked with. */
export interface DynamicRequest {
	nodeType: string;
	version?: number;
	/** Name of the node's method. */
	method: string;
	/** Name of the parameter it fills. */
	parameter: string;
	parameters?: INodeParameters;
	credential: Credential;
	/** Text typed into the picker. */
	filter?: string;
	paginationToken?: string;
}

interface PublicationStatus {
	status: string;
	pendingVersionId?: string | null;
	triggers?: Array<{ status: string; errorMessage?: string | null }>;
}

/** Drives an n8n over the REST interface its editor uses. */
export class N8nClient {
	readonly #baseUrl: string;
	#cookie = '';

	constructor(baseUrl: string) {
		this.#baseUrl = baseUrl;
	}

	/** Signs in as the owner, who is set up first where n8n has none yet. */
	async signIn(): Promise<void> {
		const { userManagement } = await this.#request<{ userManagement: { showSetupOnFirstLoad?: boolean } }>('GET', '/rest/settings');
		if (userManagement.showSetupOnFirstLoad) await this.#request('POST', '/rest/owner/setup', OWNER);
		else await this.#request('POST', '/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	}

	/** The node types that n8n offers. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.#request('GET', '/types/nodes.json');
	}

	/** Saves a credential, over the one of the same name and type where there is one. */
	async saveCredential(name: string, type: string, data: ICredentialDataDecryptedObject): Promise<Credential> {
		const all = await this.#request<Credential[]>('GET', '/rest/credentials');
		const same = all.find((credential) => credential.name === name && credential.type === type);
		return same
			? await this.#request('PATCH', `/rest/credentials/${same.id}`, { name, type, data })
			: await this.#request('POST', '/rest/credentials', { name, type, data });
	}

	/** Runs n8n's own test of a credential, as its dialog does after saving. */
	async testCredential(credential: Credential, data: ICredentialDataDecryptedObject): Promise<CredentialVerdict> {
		const { id, name, type } = credential;
		return await this.#request('POST', '/rest/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Creates a workflow, or brings the one of the same name to this content. */
	async saveWorkflow({ name, nodes, connections, settings }: WorkflowFile): Promise<Workflow> {
		const content = { name, nodes, connections, settings: { executionOrder: 'v1', ...settings } };
		const all = await this.#request<Workflow[]>('GET', `/rest/workflows?filter=${encodeURIComponent(JSON.stringify({ isArchived: false }))}`);
		const same = all.find((workflow) => workflow.name === name);
		return same
			? await this.#request('PATCH', `/rest/workflows/${same.id}?forceSave=true`, { ...content, versionId: same.versionId })
			: await this.#request('POST', '/rest/workflows', content);
	}

	/** Activates a workflow and waits until its triggers and webhooks listen, which n8n's answer does not. */
	async activate({ id, versionId }: Workflow, withinMs = 30_000): Promise<void> {
		await this.#request('POST', `/rest/workflows/${id}/activate`, { versionId });
		await this.#until(withinMs, `workflow ${id} to be activated`, async () => {
			const publication = await this.#request<PublicationStatus>('GET', `/rest/workflows/${id}/publication-status`);
			const triggers = publication.triggers ?? [];
			const refused = triggers.find(({ errorMessage, status }) => errorMessage || status === 'failed');
			if (refused) throw new Error(`n8n could not activate the workflow: ${refused.errorMessage ?? refused.status}`);
			return publication.status === 'published' && !publication.pendingVersionId && triggers.every(({ status }) => status === 'activated')
				? publication
				: undefined;
		});
	}

	/** Deactivates a workflow. */
	async deactivate(workflowId: string): Promise<void> {
		await this.#request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
	}

	/** Runs a workflow from one of its triggers, as "Execute workflow" does, and waits for the end. */
	async run(workflowId: string, trigger: string, withinMs?: number): Promise<Execution> {
		return await this.finished(await this.begin(workflowId, trigger), withinMs);
	}

	/** Begins what {@link run} waits for. @returns the id of the execution */
	async begin(workflowId: string, trigger: string): Promise<string> {
		const { executionId } = await this.#request<{ executionId: string }>('POST', `/rest/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		return executionId;
	}

	/** Stops an execution, as the editor's button does. */
	async stop(executionId: string): Promise<void> {
		await this.#request('POST', `/rest/executions/${executionId}/stop`);
	}

	/** Posts JSON to the webhook of an active workflow. */
	async callWebhook(path: string, body: unknown): Promise<WebhookAnswer> {
		const answer = await fetch(`${this.#baseUrl}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: answer.status, body: parseJson(await answer.text()) };
	}

	/** Ids of a workflow's executions, newest first, at most the hundred that n8n lists; of those with a status when one is given. */
	async executions(workflowId: string, status?: Execution['status']): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, ...(status === undefined ? {} : { status: [status] }) }));
		const { results } = await this.#request<{ results: Array<{ id: string }> }>('GET', `/rest/executions?limit=100&filter=${filter}`);
		return results.map(({ id }) => id);
	}

	/** An execution with its data. */
	async execution(id: string): Promise<Execution> {
		const saved = await this.#request<Omit<Execution, 'data'> & { data: string }>('GET', `/rest/executions/${id}`);
		return { ...saved, data: decode(saved.data) };
	}

	/** Waits for an execution to end. */
	async finished(id: string, withinMs = 60_000): Promise<Execution> {
		return await this.#until(withinMs, `execution ${id} to end`, async () => {
			const execution = await this.execution(id);
			return ['new', 'running', 'waiting'].includes(execution.status) ? undefined : execution;
		});
	}

	/** The entries of a drop-down. */
	async options(request: DynamicRequest): Promise<INodePropertyOptions[]> {
		return await this.#dynamic('options', request);
	}

	/** The records a picker offers. */
	async listSearch(request: DynamicRequest): Promise<INodeListSearchResult> {
		return await this.#dynamic('resource-locator-results', request);
	}

	/** The fields of a mapper. */
	async mapperFields(request: DynamicRequest): Promise<ResourceMapperFields> {
		return await this.#dynamic('resource-mapper-fields', request);
	}

	async #dynamic<Answer>(kind: string, request: DynamicRequest): Promise<Answer> {
		const { nodeType, version = 1, method, parameter, parameters = {}, credential, filter, paginationToken } = request;
		return await this.#request('POST', `/rest/dynamic-node-parameters/${kind}`, {
			path: `parameters.${parameter}`,
			nodeTypeAndVersion: { name: nodeType, version },
			currentNodeParameters: parameters,
			methodName: method,
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			filter,
			paginationToken,
		});
	}

	/**
	 * Sends one request. The answer is taken for what n8n's editor takes it for; n8n publishes no types of it, and where
	 * the pinned version answered otherwise the caller would fail at once.
	 */
	async #request<Answer>(method: string, path: string, body?: object): Promise<Answer> {
		const answer = await this.#send(method, path, body);
		const cookie = answer.headers.getSetCookie().find((header) => header.startsWith('n8n-auth='));
		if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
		const text = await answer.text();
		if (!answer.ok) throw new Error(`n8n answered ${method} ${path} with ${answer.status}: ${text.slice(0, 500)}`);
		const json = parseJson(text);
		return (hasData(json) ? json.data : json) as Answer;
	}

	async #send(method: string, path: string, body: object | undefined): Promise<Response> {
		const request: RequestInit = {
			method,
			headers: { cookie: this.#cookie, connection: 'close', 'content-type': 'application/json' },
			body: body === undefined ? null : JSON.stringify(body),
		};
		for (let attempt = 1; ; attempt++) {
			try {
				return await fetch(this.#baseUrl + path, request);
			} catch (error) {
				if (method !== 'GET' || attempt === READ_ATTEMPTS) throw error;
				await sleep(attempt * POLL_MS);
			}
		}
	}

	async #until<Result>(withinMs: number, what: string, look: () => Promise<Result | undefined>): Promise<Result> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const result = await look();
			if (result !== undefined) return result;
			if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s for ${what}`);
			await sleep(POLL_MS);
		}
	}
}

/** n8n saves the data of executions with the flatted library, of which its installation has the right version. */
function decode(data: string): Execution['data'] {
	const flatted: { parse: (text: string) => Execution['data'] } = createRequire(join(HOST_FOLDER, 'package.json'))('flatted');
	return flatted.parse(data);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Answers of /rest are wrapped; the list of node types is not. */
function hasData(json: unknown): json is { data: unknown } {
	return typeof json === 'object' && json !== null && 'data' in json;
}
