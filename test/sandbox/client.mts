import { isList, isObject, parseJson } from './json.mts';
import type { Json, JsonObject } from './json.mts';

export interface Reply {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Json | undefined;
	/** The body as text. */
	readonly text: string;
	/** The body as an object. Throws when it is none. */
	readonly object: JsonObject;
	/** The body as a list of objects. Throws when it is none. */
	readonly rows: readonly JsonObject[];
	/** `_id` of the body. Throws when there is none. */
	readonly id: string;
}

function objectOf(body: Json | undefined, text: string): JsonObject {
	if (!isObject(body)) throw new Error(`not an object: ${text}`);
	return body;
}

/** A plain HTTP client of the tests: one user of one server. */
export class Client {
	readonly #url: string;
	readonly #headers: Readonly<Record<string, string>>;

	/** @param authorization value of the header, e.g. `Bearer …` */
	constructor(url: string, authorization: string, headers: Readonly<Record<string, string>> = {}) {
		this.#url = url;
		this.#headers = { authorization, ...headers };
	}

	static withLogin(url: string, login: string, password: string, headers: Readonly<Record<string, string>> = {}): Client {
		return new Client(url, `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`, headers);
	}

	static withKey(url: string, key: string, headers: Readonly<Record<string, string>> = {}): Client {
		return new Client(url, `Bearer ${key}`, headers);
	}

	/** @param path from `/api/v1` on, or any path that begins with `/api/` */
	async send(method: string, path: string, body?: Json | FormData, signal?: AbortSignal): Promise<Reply> {
		const json = body !== undefined && !(body instanceof FormData);
		const response = await fetch(`${this.#url}${path.startsWith('/api/') ? path : `/api/v1${path}`}`, {
			method,
			headers: { ...this.#headers, ...(json ? { 'content-type': 'application/json' } : {}) },
			body: json ? JSON.stringify(body) : body instanceof FormData ? body : undefined,
			signal,
		});
		const text = await response.text();
		const parsed = response.headers.get('content-type')?.includes('json') && text !== '' ? parseJson(text) : undefined;
		return {
			status: response.status,
			headers: response.headers,
			body: parsed,
			text,
			get object() {
				return objectOf(parsed, text);
			},
			get rows() {
				if (!isList(parsed)) throw new Error(`not a list: ${text}`);
				return parsed.map((row) => objectOf(row, text));
			},
			get id() {
				const { _id } = objectOf(parsed, text);
				if (typeof _id !== 'string') throw new Error(`no _id: ${text}`);
				return _id;
			},
		};
	}

	get = (path: string) => this.send('GET', path);
	post = (path: string, body?: Json | FormData) => this.send('POST', path, body);
	put = (path: string, body?: Json) => this.send('PUT', path, body);
	patch = (path: string, body?: Json) => this.send('PATCH', path, body);
	delete = (path: string, body?: Json) => this.send('DELETE', path, body);
	query = (...operations: readonly Json[]) => this.send('POST', '/query', { query: operations });
}

export interface Soc {
	readonly admin: Client;
	/** Org-admin of `main`. */
	readonly analyst: Client;
	/** Read-only user of `main`. */
	readonly viewer: Client;
	/** Org-admin of `other`, linked with `main`. */
	readonly other: Client;
}

/** Sets up two linked organisations with users on a fresh sandbox, through the API. */
export async function setUpSoc(url: string): Promise<Soc> {
	const admin = Client.withLogin(url, 'admin', 'secret');
	for (const name of ['main', 'other']) await admin.post('/organisation', { name, description: name });
	await admin.put('/organisation/main/link/other', { linkType: 'default', otherLinkType: 'default' });
	const wanted = [
		['analyst', 'main', 'org-admin'],
		['viewer', 'main', 'read-only'],
		['other', 'other', 'org-admin'],
	] as const;
	const clients = await Promise.all(
		wanted.map(async ([name, organisation, profile]) => {
			const login = `${name}@${organisation}.test`;
			await admin.post('/user', { login, name, profile, organisation });
			const { text } = await admin.post(`/user/${login}/key/renew`);
			return Client.withKey(url, text);
		}),
	);
	const [analyst, viewer, other] = clients;
	if (analyst === undefined || viewer === undefined || other === undefined) throw new Error('users are missing');
	return { admin, analyst, viewer, other };
}

/** Adds a service user to `main`, as n8n should have one for itself. @returns its API key */
export async function addServiceUser(admin: Client): Promise<string> {
	await admin.post('/user', { login: 'n8n@main.test', name: 'n8n', profile: 'org-admin', organisation: 'main' });
	return (await admin.post('/user/n8n@main.test/key/renew')).text;
}
