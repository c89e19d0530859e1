import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IHttpRequestOptions,
	INodeType,
	INodeTypes,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ExternalSecretsProxy } from 'n8n-core';
import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';
import { TheHive5Api } from '../../credentials/TheHive5Api.credentials';

/** The part of an n8n host that its engine needs around a node: credentials and addresses. */

/** Fields of the credential; what is not given has the form's default. */
export interface TheHiveCredential {
	url: string;
	apiKey?: string;
	authentication?: 'apiKey' | 'basicAuth';
	login?: string;
	password?: string;
	organisation?: string;
	ignoreSslIssues?: boolean;
	customCa?: string;
}

function unused(what: string): never {
	throw new Error(`The tests' host has no ${what}`);
}

/** Gives every node the same credential and signs requests in with the credential type's own function. */
class Credentials extends ICredentialsHelper {
	private readonly type: ICredentialType = new TheHive5Api();

	private readonly data: ICredentialDataDecryptedObject;

	constructor(credential: TheHiveCredential) {
		super();
		this.data = { authentication: 'apiKey', apiKey: '', organisation: '', ignoreSslIssues: false, customCa: '', ...credential };
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, _type: string, options: IHttpRequestOptions | IRequestOptionsSimplified) {
		const { authenticate } = this.type;
		// nodes that n8n bundles still send by its old helper
		if ('uri' in options) return { ...options, url: String(options.uri), headers: { ...options.headers, Authorization: `Bearer ${String(credentials.apiKey)}` } };
		if (typeof authenticate !== 'function' || !('url' in options)) return unused('generic authentication');
		return await authenticate(credentials, options);
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		return unused('stored credentials');
	}

	async getDecrypted() {
		return this.data;
	}

	async updateCredentials() {
		return unused('stored credentials');
	}

	async updateCredentialsOauthTokenData() {
		return unused('OAuth');
	}

	getCredentialsProperties() {
		return this.type.properties;
	}
}

/** What n8n's engine asks its host for. */
export function additionalData(credential: TheHiveCredential): IWorkflowExecuteAdditionalData {
	const nowhere = 'http://n8n.invalid';
	return {
		credentialsHelper: new Credentials(credential),
		executeWorkflow: async () => unused('other workflows'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		restApiUrl: nowhere,
		instanceBaseUrl: nowhere,
		formBaseUrl: nowhere,
		formWaitingBaseUrl: nowhere,
		formTestBaseUrl: nowhere,
		webhookBaseUrl: nowhere,
		webhookWaitingBaseUrl: nowhere,
		webhookTestBaseUrl: nowhere,
		mcpBaseUrl: nowhere,
		mcpTestBaseUrl: nowhere,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		logAiEvent: () => undefined,
		startRunnerTask: async () => unused('task runner'),
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
	};
}

/** n8n's registry of node types, filled with the given ones. */
export function nodeTypes(types: Record<string, INodeType>): INodeTypes {
	const find = (name: string): INodeType => types[name] ?? unused(`node type ${name}`);
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}
