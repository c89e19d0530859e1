import type {
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	ITriggerFunctions,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { answerError } from './errors';
import { apiBaseUrl } from './instanceUrl';
import { DEFAULT_CONCURRENCY, sendThroughPipeline } from './pipeline';
import { isObject } from './values';

export const CREDENTIAL = 'theHive5Api';

/** Name of the collection that every operation has in the node's settings. */
export const REQUEST_SETTINGS = 'requestSettings';

/** Milliseconds after which an unanswered request is given up; merges and bulk work take TheHive minutes. */
const TIMEOUT_MS = 300_000;

export type TheHiveContext = IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | ITriggerFunctions;

/** Settings of the node that concern all its requests. */
export interface RequestSettings {
	/** Requests in flight per TheHive instance. */
	concurrency: number;
	/** Organisation to act in; overrides the credential's. */
	organisation?: string;
}

export interface TheHiveRequest {
	method: IHttpRequestMethods;
	/** Path below `/api/v1`, filled in and encoded. */
	path: string;
	body?: IHttpRequestOptions['body'];
	qs?: IDataObject;
	headers?: IDataObject;
	/** Index of the input item the request belongs to: for its settings and its errors. */
	itemIndex?: number;
	/** Whether sending it twice does no harm; see PipelineRequest. */
	idempotent?: boolean;
	/** Set by a postReceive: its routed request holds a place in the limit. */
	holdsPlace?: boolean;
	encoding?: IHttpRequestOptions['encoding'];
	timeoutMs?: number;
	abortSignal?: AbortSignal;
	/** Read beforehand where parameters cannot be read any more (a trigger's background loop). */
	settings?: RequestSettings;
}

/** Settings from the value of the node's collection; what is missing gets its default. */
export function requestSettingsFrom(value: unknown): RequestSettings {
	const given = isObject(value) ? value : {};
	const concurrency = Number(given.concurrency ?? DEFAULT_CONCURRENCY);
	const organisation = String(given.organisation ?? '').trim();
	return {
		concurrency: Number.isInteger(concurrency) && concurrency >= 1 ? concurrency : DEFAULT_CONCURRENCY,
		...(organisation ? { organisation } : {}),
	};
}

/** Reads a parameter in any of the contexts; only an execution of all items at once needs the index. */
export function readParameter(context: TheHiveContext, name: string, itemIndex: number, fallback: unknown): unknown {
	return 'getInputData' in context && !('getItemIndex' in context)
		? context.getNodeParameter(name, itemIndex, fallback)
		: context.getNodeParameter(name, fallback);
}

export function organisationHeader({ organisation }: RequestSettings): IDataObject {
	return organisation ? { 'X-Organisation': organisation } : {};
}

function cancelSignal(context: TheHiveContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * The one way to call TheHive outside declarative routing: programmatic operations, pickers and the trigger.
 * @returns the full answer, its status below 300
 * @throws NodeApiError with TheHive's own words
 */
export async function theHiveResponse(context: TheHiveContext, request: TheHiveRequest): Promise<IN8nHttpFullResponse> {
	const { method, path, itemIndex } = request;
	const settings =
		request.settings ?? requestSettingsFrom(readParameter(context, REQUEST_SETTINGS, itemIndex ?? 0, {}));
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	const baseURL = apiBaseUrl(url);
	const abortSignal = request.abortSignal ?? cancelSignal(context);
	const facts = { method, path, itemIndex };
	return await sendThroughPipeline(
		context,
		{ ...facts, instance: baseURL, concurrency: settings.concurrency, idempotent: request.idempotent, holdsPlace: request.holdsPlace, abortSignal },
		async () => {
			const options: IHttpRequestOptions = {
				method,
				baseURL,
				url: path,
				headers: { Accept: 'application/json', ...organisationHeader(settings), ...request.headers },
				timeout: request.timeoutMs ?? TIMEOUT_MS,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
				...(request.body === undefined ? {} : { body: request.body }),
				...(request.qs ? { qs: request.qs } : {}),
				...(request.encoding ? { encoding: request.encoding } : { json: true }),
				...(abortSignal ? { abortSignal } : {}),
			};
			const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				options,
			);
			if (response.statusCode >= 300) throw answerError(context.getNode(), response, facts);
			return response;
		},
	);
}

/** An answer that does not have the shape TheHive documents: a proxy's page, most likely. */
function unexpectedAnswer(context: TheHiveContext, { method, path, itemIndex }: TheHiveRequest, expected: string): NodeApiError {
	const message = `TheHive was expected to answer with ${expected}`;
	return new NodeApiError(
		context.getNode(),
		{ type: 'UnexpectedAnswer', message },
		{ message, itemIndex, description: `Check that the URL in the credential leads to TheHive 5. (${method} ${path})` },
	);
}

/** Sends a request whose answer is one object. */
export async function theHiveObject(context: TheHiveContext, request: TheHiveRequest): Promise<IDataObject> {
	const { body } = await theHiveResponse(context, request);
	if (!isObject(body)) throw unexpectedAnswer(context, request, 'an object');
	return body;
}

/** Sends a request whose answer is a list of objects. */
export async function theHiveList(context: TheHiveContext, request: TheHiveRequest): Promise<IDataObject[]> {
	const { body } = await theHiveResponse(context, request);
	if (!Array.isArray(body)) throw unexpectedAnswer(context, request, 'a list');
	return body.filter(isObject);
}

/**
 * Runs a query (`POST /query`).
 * @param query the operations, from the initial one on
 * @param label free text for the server's log
 * @returns its rows
 */
export async function theHiveQuery(
	context: TheHiveContext,
	query: IDataObject[],
	label: string,
	request: Partial<TheHiveRequest> & { body?: IDataObject } = {},
): Promise<IDataObject[]> {
	return await theHiveList(context, queryRequest(query, label, request));
}

/** The same for a query that ends in `count`. */
export async function theHiveCount(
	context: TheHiveContext,
	query: IDataObject[],
	label: string,
	request: Partial<TheHiveRequest> = {},
): Promise<number> {
	const full = queryRequest([...query, { _name: 'count' }], label, request);
	const { body } = await theHiveResponse(context, full);
	const count = Number(body);
	if (typeof body === 'object' || !Number.isInteger(count)) throw unexpectedAnswer(context, full, 'a number');
	return count;
}

function queryRequest(query: IDataObject[], label: string, request: Partial<TheHiveRequest> & { body?: unknown }): TheHiveRequest {
	const extra = isObject(request.body) ? request.body : {};
	return { ...request, method: 'POST', path: '/query', qs: { name: label }, body: { ...extra, query } };
}
