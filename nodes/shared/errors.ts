import type { IDataObject, INode, INodeExecutionData, IN8nHttpFullResponse, JsonObject } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { jsonWithoutSecrets, secretsIn, withoutSecrets } from './secrets';
import { isObject } from './values';

/** What a request was, as far as an error message may tell: never headers, never a body. */
export interface RequestFacts {
	/** Empty where it may not have been a request that failed. */
	method: string;
	/** Path below `/api/v1`, filled in. */
	path: string;
	itemIndex?: number;
}

/** TheHive's error body: `{ type, message }`; attribute errors carry `errors` as well. */
interface TheHiveFailure {
	type: string;
	message: string;
	errors?: IDataObject[];
}

function theHiveFailure(body: unknown, secrets: readonly string[]): TheHiveFailure | undefined {
	if (!isObject(body) || typeof body.message !== 'string') return undefined;
	const type = typeof body.type === 'string' ? body.type : 'Error';
	const errors = Array.isArray(body.errors) ? body.errors.map((error) => jsonWithoutSecrets(error, secrets)).filter(isObject) : undefined;
	return { type, message: withoutSecrets(body.message, secrets), ...(errors?.length ? { errors } : {}) };
}

/** Errors that carry our words already. */
const mapped = new WeakSet<NodeApiError>();

/** Whether the request may leave something behind in TheHive. */
function changesSomething({ method, path }: RequestFacts): boolean {
	return method !== 'GET' && path !== '/query';
}

const UNKNOWN = 'It is unknown whether TheHive carried the request out. Look in TheHive before you run it again.';

/** What to do next, by status; TheHive's own words are in the message. */
function advice(status: number, failure: TheHiveFailure | undefined, facts: RequestFacts): string {
	if (status === 401) return 'Check the API key (or login and password) in the credential: it may have been renewed, or the user locked.';
	if (status === 402) return 'The user signs in with a second factor. Use an API key in the credential instead.';
	if (status === 403) {
		return 'The user of the credential lacks the permission in this organisation, or is no member of the chosen organisation. Check the profile of the user and the organisation in the credential or node.';
	}
	if (status === 404) {
		return failure?.type === 'NotFound'
			? 'This address is unknown to the server: check the URL in the credential, and whether this version of TheHive has the function.'
			: 'It does not exist, or the user of the credential may not see it. Check the ID, its kind (an alert is no case) and the organisation.';
	}
	if (status === 413) return 'The data is larger than TheHive or the proxy before it accepts. Raise the limit there or send less.';
	if (status === 429) return 'The server asks to slow down. Lower In Flight in the settings of the node, under Requests.';
	if (failure?.type === 'CreateError') return 'A record with the same key exists. Use a "Create or Update" operation, or another key.';
	if (failure?.type === 'AttributeCheckingError') return 'Check the fields that TheHive names.';
	if (status >= 500 && changesSomething(facts)) return 'The server did not finish the request. Check in TheHive whether it took effect before you run it again.';
	if (status >= 500) return 'The server did not finish the request. Try again later; the log of TheHive or of the proxy before it tells more.';
	return 'Check the values of the fields.';
}

function plainText(body: unknown, secrets: readonly string[]): string {
	if (typeof body !== 'string') return '';
	const title = /<(?:title|h1)[^>]*>([^<]*)</i.exec(body)?.[1] ?? body.replace(/<[^>]*>/g, ' ');
	return withoutSecrets(title.replace(/\s+/g, ' ').trim(), secrets).slice(0, 200);
}

/** How much of an error body that comes as a stream is read, in bytes. */
const LONGEST_ERROR_BODY = 65_536;

function isByteStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** The body of an answer that tells of a failure, read where it comes as a stream (the request asked for a file); others as they are. */
export async function readErrorBody(body: IN8nHttpFullResponse['body']): Promise<IN8nHttpFullResponse['body']> {
	if (!isByteStream(body)) return body;
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			chunks.push(chunk);
			size += chunk.length;
			if (size >= LONGEST_ERROR_BODY) break;
		}
	} catch {
		// the status tells enough where the text is cut off
	}
	return Buffer.concat(chunks);
}

/** n8n may hand over an error body undecoded when the request asked for a stream or buffer. */
function decoded(body: unknown): unknown {
	const text = Buffer.isBuffer(body) ? body.toString('utf8') : body;
	if (typeof text !== 'string') return text;
	try {
		const parsed: unknown = JSON.parse(text);
		return parsed;
	} catch {
		return text;
	}
}

const RETRY_AFTER_KEY = 'retryAfterMs';

function retryAfter(headers: IDataObject | undefined): number | undefined {
	const value = headers?.['retry-after'];
	if (value === undefined || value === null || value === '') return undefined;
	const seconds = Number(value);
	const millis = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(String(value)) - Date.now();
	return Number.isFinite(millis) && millis > 0 ? millis : undefined;
}

/** How long the server asked to wait (ms), when the error came from an answer with `Retry-After`. */
export function retryAfterOf(error: unknown): number | undefined {
	const wait = error instanceof NodeApiError ? error.context[RETRY_AFTER_KEY] : undefined;
	return typeof wait === 'number' ? wait : undefined;
}

/** What a request carried, of which an answer may repeat a password. */
export interface Sent {
	body?: unknown;
	qs?: unknown;
}

/** An address as far as it may be told: what is behind a question mark can be a password. */
function tellableAddress(location: unknown): string {
	const [address = ''] = String(location ?? '').split(/[?#]/);
	// nor who signs in there
	return address.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, '$1//') || 'another one';
}

/**
 * The error of an answer with a status of 300 or more: TheHive's own type and message, or what a proxy said.
 * @param response full answer as n8n's HTTP helper gives it
 * @param sent of the request: no secret in it gets into the error
 */
export function answerError(
	node: INode,
	response: Pick<IN8nHttpFullResponse, 'body' | 'statusCode'> & { headers?: IDataObject },
	facts: RequestFacts,
	sent: Sent = {},
): NodeApiError {
	const status = response.statusCode;
	const body = decoded(response.body);
	const secrets = secretsIn(sent.body, sent.qs);
	const failure = theHiveFailure(body, secrets);
	const request = `${facts.method} ${facts.path}`;
	let message: string;
	let description: string;
	if (failure) {
		message = `${failure.type}: ${failure.message}`;
		description = `${advice(status, failure, facts)} (${request}, status ${status})`;
	} else if (status >= 300 && status < 400) {
		message = `TheHive is not at this address: it redirects to ${withoutSecrets(tellableAddress(response.headers?.location), secrets)}`;
		description = `Put the address it redirects to into the URL of the credential. (${request}, status ${status})`;
	} else {
		const text = plainText(body, secrets);
		message = text
			? `Status ${status} from a server that did not answer as TheHive does: ${text}`
			: `Status ${status} with an empty answer`;
		description = `${advice(status, undefined, facts)} A proxy before TheHive may have answered in its place. (${request})`;
	}
	const details: JsonObject = { type: failure?.type ?? 'HttpError', message: failure?.message ?? message, status };
	const error = new NodeApiError(node, details, {
		message: withItem(message, facts.itemIndex),
		description,
		httpCode: String(status),
		itemIndex: facts.itemIndex,
	});
	error.context.data = failure?.errors ? { ...details, errors: failure.errors } : details;
	const wait = retryAfter(response.headers);
	if (wait !== undefined) error.context[RETRY_AFTER_KEY] = wait;
	mapped.add(error);
	return error;
}

/** How a web page begins. TheHive answers texts too: keys, a function's result, the HTML template of an analyzer. */
const PAGE_BEGINS = /^\s*<(?:!doctype|html|head|body|title|meta|h1|center|\?xml)\b/i;

/** Whether a web page came in place of TheHive's answer: a proxy's, where one has to sign in. */
export function isWebPage({ body, headers }: Pick<IN8nHttpFullResponse, 'body' | 'headers'>): boolean {
	if (typeof body !== 'string') return false;
	const type = String(headers['content-type'] ?? '');
	return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type) || (!/\bjson\b/i.test(type) && PAGE_BEGINS.test(body));
}

/** Whether a text came where TheHive answers with an empty 204. */
export function isUnaskedText({ body, statusCode }: Pick<IN8nHttpFullResponse, 'body' | 'statusCode'>): boolean {
	return statusCode !== 204 && typeof body === 'string' && body.trim() !== '';
}

/** An answer that is none of TheHive's, on its way from a postReceive to the request it belongs to. */
export class ForeignAnswer extends Error {
	/** What should have come, as the end of "TheHive was expected to answer with". */
	readonly expected: string;

	constructor(expected: string) {
		super(`No ${expected}`);
		this.expected = expected;
	}
}

/** An answer that does not have the shape TheHive documents: a proxy's page, most likely. */
export function unexpectedAnswer(node: INode, facts: RequestFacts, expected: string): NodeApiError {
	const { method, path, itemIndex } = facts;
	const message = `TheHive was expected to answer with ${expected}`;
	const details: JsonObject = { type: 'UnexpectedAnswer', message };
	const error = new NodeApiError(node, details, {
		message: withItem(message, itemIndex),
		description: `Check that the URL in the credential leads to TheHive 5, and that no proxy before it asks to sign in.${changesSomething(facts) ? ` ${UNKNOWN}` : ''} (${method} ${path})`,
		itemIndex,
	});
	error.context.data = details;
	mapped.add(error);
	return error;
}

function withItem(message: string, itemIndex: number | undefined): string {
	return itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
}

/** Node's network error codes, in words. */
const NETWORK_ERRORS: Record<string, string> = {
	ECONNREFUSED: 'TheHive cannot be reached: the connection was refused',
	ENOTFOUND: 'TheHive cannot be reached: the host name is unknown',
	EAI_AGAIN: 'TheHive cannot be reached: the name server did not answer',
	EHOSTUNREACH: 'TheHive cannot be reached: there is no route to the host',
	ENETUNREACH: 'TheHive cannot be reached: there is no route to the network',
	ETIMEDOUT: 'TheHive did not answer in time',
	ECONNABORTED: 'TheHive did not answer in time',
	ECONNRESET: 'The connection to TheHive was cut',
	EPIPE: 'The connection to TheHive was cut',
	ERR_STREAM_PREMATURE_CLOSE: 'The answer of TheHive was cut off',
	ERR_INVALID_URL: 'The URL in the credential is not valid',
	ERR_CANCELED: 'The execution was stopped',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of TheHive is self-signed and not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of TheHive is signed by an authority that is not trusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of TheHive is signed by an authority that is not trusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate of TheHive is signed by an authority that is not trusted',
	CERT_HAS_EXPIRED: 'The certificate of TheHive has expired',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of TheHive is for another host name',
	EPROTO: 'TheHive does not speak TLS at this address, or another version of it',
};

const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL']);
const CUT = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Codes of Node's decompression and of its HTTP parser: something answered, but not all of it can be read. */
const UNREADABLE = /^(?:Z_|ERR__ERROR_|ZSTD_|HPE_)/;

/** Whether a request that ended with that code may have been carried out, its answer being lost. */
function isCutCode(code: string): boolean {
	return CUT.has(code) || UNREADABLE.test(code);
}

function networkWords(code: string): string | undefined {
	return NETWORK_ERRORS[code] ?? (UNREADABLE.test(code) ? 'The answer of TheHive cannot be read' : undefined);
}

function isCertificateCode(code: string): boolean {
	return /CERT|SIGNATURE|ISSUER/.test(code);
}

/** axios has one code for a status of 500 and more, and for an answer whose body breaks off, whatever its status. */
function isServerFailure(error: object): boolean {
	const isWhole = !('message' in error) || error.message !== 'stream has been aborted';
	return isWhole && 'status' in error && Number(error.status) >= 500;
}

/** The code of a network error, wherever n8n's wrapping has put it. */
export function networkCode(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const code: unknown = 'code' in error ? error.code : undefined;
	if (code === 'ERR_BAD_RESPONSE' && !isServerFailure(error)) return 'ERR_STREAM_PREMATURE_CLOSE';
	if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && code !== 'ERR_BAD_REQUEST') return code;
	return networkCode('cause' in error ? error.cause : undefined, depth + 1)
		?? networkCode('errorResponse' in error ? error.errorResponse : undefined, depth + 1);
}

/** Whether the connection broke where the server may or may not have acted. */
export function isCutConnection(error: unknown): boolean {
	const code = networkCode(error);
	return code !== undefined && isCutCode(code);
}

/** Whether the connection could not be made, so that nothing reached TheHive. */
export function isNeverSent(error: unknown): boolean {
	return error instanceof NodeApiError && BEFORE_SENDING.has(error.httpCode ?? '');
}

/** Whether TheHive may just be restarting: nothing answers at its address for now. */
export function isAway(error: unknown): boolean {
	return error instanceof NodeApiError && (error.httpCode === 'ECONNREFUSED' || error.httpCode === 'EAI_AGAIN');
}

/** Answers of a proxy that has lost TheHive on the way: the request may have arrived. */
const LOST_ON_THE_WAY = new Set(['502', '503', '504']);

/**
 * Whether TheHive may have carried out the request that ended so: the connection broke, a proxy gave up waiting, the
 * execution was stopped while it was under way, or an answer came that is none of TheHive's.
 */
export function isOutcomeUnknown(error: unknown): boolean {
	if (!(error instanceof NodeApiError)) return false;
	const status = error.httpCode ?? '';
	return LOST_ON_THE_WAY.has(status) || isCutCode(status) || status === 'ERR_CANCELED' || errorType(error) === 'UnexpectedAnswer';
}

/** Whether TheHive refused the request as it was, so that nothing was done and its parts may fare better one by one. */
export function isRefusal(error: unknown): boolean {
	// 401, 402 and 429 speak of the sender
	return error instanceof NodeApiError && /^4(?!01|02|29)/.test(error.httpCode ?? '');
}

/** TheHive's name of what went wrong, or ours (`ConnectionError`, `HttpError`). */
export function errorType(error: unknown): string | undefined {
	const data: unknown = error instanceof NodeApiError ? error.context.data : undefined;
	return isObject(data) && typeof data.type === 'string' ? data.type : undefined;
}

function networkAdvice(code: string, facts: RequestFacts): string {
	if (BEFORE_SENDING.has(code)) return 'Check the URL in the credential and whether n8n may connect to that host. Nothing reached TheHive.';
	if (isCertificateCode(code)) {
		return 'Put the certificate of the signing authority into the credential (Certificate Authority), or turn on Ignore SSL Issues there. Nothing was sent.';
	}
	if (code === 'EPROTO') return 'Check whether the URL in the credential should begin with http:// or https://, and its port.';
	if ((isCutCode(code) || code === 'ERR_CANCELED') && changesSomething(facts)) {
		return UNKNOWN;
	}
	return 'Try again; if it goes on, look at the network and the log of TheHive.';
}

/**
 * Turns whatever a request threw into one of n8n's node errors with a clear message and no secret:
 * n8n's own wrapping keeps the request with its Authorization header, so nothing of it is carried over.
 */
export function requestError(node: INode, thrown: unknown, facts: RequestFacts): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeOperationError) return thrown;
	if (thrown instanceof NodeApiError && mapped.has(thrown)) return thrown;
	const code = networkCode(thrown);
	const text = thrown instanceof Error ? thrown.message : String(thrown);
	if (facts.method === '' && code === undefined && !(thrown instanceof NodeApiError)) {
		// no request has failed: an expression of the form, mostly, of which n8n tells more in the description
		const more = thrown instanceof ExpressionError ? thrown.description : undefined;
		return new NodeOperationError(node, withItem(text, facts.itemIndex), { itemIndex: facts.itemIndex, description: more ?? undefined });
	}
	const words = code === undefined ? undefined : networkWords(code);
	const message = words === undefined ? text : `${words} (${code})`;
	const description = `${networkAdvice(code ?? '', facts)} (${facts.method} ${facts.path})`;
	const details: JsonObject = { type: 'ConnectionError', message, code: code ?? 'none' };
	const error = new NodeApiError(node, details, {
		message: withItem(message, facts.itemIndex),
		description,
		httpCode: code ?? 'none',
		itemIndex: facts.itemIndex,
	});
	// n8n replaces messages that contain well-known codes by its own, less exact ones
	error.message = withItem(message, facts.itemIndex);
	error.description = description;
	error.context.data = details;
	mapped.add(error);
	return error;
}

/**
 * The item that stands for a failed one where the node goes on. Its JSON alone tells: n8n recognises `error` beside
 * `details` for its error output, whereas an `error` on the item itself would make it drop the details.
 * @param about what the failure is about, where that is but a part of the item: for the details
 */
export function failedItem(error: NodeApiError | NodeOperationError, itemIndex: number, about: IDataObject = {}): INodeExecutionData {
	const details: IDataObject = {
		...(isObject(error.context.data) ? error.context.data : { type: 'InvalidInput', message: error.message }),
		advice: error.description ?? null,
		outcome: isOutcomeUnknown(error) ? 'unknown' : 'failed',
		item: itemIndex,
		...about,
	};
	// a request may have been sent for several items: each says its own number
	const message = error.message.replace(/ \[item \d+\]$/, ` [item ${itemIndex}]`);
	return { json: { error: message, details }, pairedItem: { item: itemIndex } };
}
