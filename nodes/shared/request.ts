import type {
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INode,
	IN8nHttpFullResponse,
	ITriggerFunctions,
} from 'n8n-workflow';
import { answerError, errorType, isUnaskedText, readErrorBody, unexpectedAnswer } from './errors';
import { fieldError } from './fieldError';
import { apiBaseUrl } from './instanceUrl';
import { nodeOf, parameterOf } from './parameters';
import { DEFAULT_CONCURRENCY, sendThroughPipeline } from './pipeline';
import { doneByFirstTry, hasNaturalKey } from './repeatedRequest';
import { REQUEST_OPTIONS, transportFrom } from './requestOptions';
import { isEmpty, isObject } from './values';

export const CREDENTIAL = 'theHive5Api';

/** Name of the collection that every operation has in the node's settings. */
export const REQUEST_SETTINGS = 'requestSettings';

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
	/** Whether the path is below `/api` instead. */
	belowApi?: boolean;
	body?: IHttpRequestOptions['body'];
	qs?: IDataObject;
	headers?: IDataObject;
	/** Index of the input item the request belongs to: for its settings and its errors. */
	itemIndex?: number;
	/** Whether sending it twice does no harm; see PipelineRequest. */
	idempotent?: boolean;
	/** Whether there is one try only; see PipelineRequest. */
	once?: boolean;
	/** Set by a postReceive: its routed request holds a place in the limit. */
	holdsPlace?: boolean;
	encoding?: IHttpRequestOptions['encoding'];
	/** What a form says in its `_json` part: the body by which a repeated request is known. */
	formJson?: IDataObject;
	/** Goes round every try: storing a file that comes in, or closing those that went out, is part of the try. */
	aroundTry?: (send: () => Promise<IN8nHttpFullResponse>) => Promise<IN8nHttpFullResponse>;
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
	return isAllItems(context)
		? parameterOf(context, name, itemIndex, fallback)
		: context.getNodeParameter(name, fallback);
}

function isAllItems(context: TheHiveContext): context is IExecuteFunctions {
	return 'getInputData' in context && !('getItemIndex' in context);
}

/** The node; n8n copies it, parameters and all, each time it is asked, but for an execution of all items at once it is kept. */
export function nodeIn(context: TheHiveContext): INode {
	return isAllItems(context) ? nodeOf(context) : context.getNode();
}

/** Whether the node leaves it to an expression in which organisation it acts; n8n drops one for all settings at once. */
function isOrganisationLeftOpen(settings: unknown): boolean {
	return isObject(settings) && typeof settings.organisation === 'string' && settings.organisation.startsWith('=');
}

/**
 * Settings of an item's requests.
 * @throws NodeOperationError when an expression gives no organisation: that of the credential can be another client's
 */
export function settingsOfItem(context: TheHiveContext, itemIndex: number): RequestSettings {
	const value = readParameter(context, REQUEST_SETTINGS, itemIndex, {});
	const settings = requestSettingsFrom(value);
	// pickers have no item yet by which an expression could tell
	if (!('getExecutionCancelSignal' in context)) return settings;
	const given: unknown = isObject(value) ? value.organisation : undefined;
	const isNone = settings.organisation === undefined || isEmpty(given) || typeof given === 'object' || /^(?:undefined|null|NaN)$/.test(settings.organisation);
	if (!isNone) return settings;
	const node = nodeIn(context);
	if (!isOrganisationLeftOpen(node.parameters[REQUEST_SETTINGS])) return settings;
	throw fieldError(
		node,
		itemIndex,
		'Organisation',
		settings.organisation === undefined ? 'is empty' : 'needs the name or ID of one organisation',
		'Nothing was sent to TheHive. The expression of Organisation, in the settings of the node under Requests, must give one for every item: the organisation of the credential can be another one.',
	);
}

export function organisationHeader({ organisation }: RequestSettings): IDataObject {
	return organisation ? { 'X-Organisation': organisation } : {};
}

function cancelSignal(context: TheHiveContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** By run of a node: n8n reads the credential anew each time, from its database. */
const instances = new WeakMap<TheHiveContext, string>();

/** Base address of the API, by the credential; read once for a run of the node, which is over before anybody changes it. */
async function instanceOf(context: TheHiveContext): Promise<string> {
	const known = instances.get(context);
	if (known !== undefined) return known;
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	const instance = apiBaseUrl(url);
	// a trigger goes on for months
	if ('getExecutionCancelSignal' in context) instances.set(context, instance);
	return instance;
}

/**
 * The one way to call TheHive outside declarative routing: programmatic operations, pickers and the trigger.
 * @returns the full answer, its status below 300
 * @throws NodeApiError with TheHive's own words
 */
export async function theHiveResponse(context: TheHiveContext, request: TheHiveRequest): Promise<IN8nHttpFullResponse> {
	const { method, path, itemIndex } = request;
	const settings = request.settings ?? settingsOfItem(context, itemIndex ?? 0);
	const baseURL = await instanceOf(context);
	const transport = transportFrom(context, itemIndex ?? 0, request.settings ? undefined : readParameter(context, REQUEST_OPTIONS, itemIndex ?? 0, {}));
	const abortSignal = request.abortSignal ?? cancelSignal(context);
	const facts = { method, path, itemIndex };
	const said = request.formJson ?? request.body;
	const idempotent = request.idempotent ?? (hasNaturalKey(method, path, said) || undefined);
	const aroundTry = request.aroundTry ?? (async (send) => await send());
	return await sendThroughPipeline(
		context,
		{ ...facts, instance: baseURL, concurrency: settings.concurrency, idempotent, once: request.once, holdsPlace: request.holdsPlace, abortSignal },
		async ({ mayHaveActed }) => await aroundTry(async () => {
			const options: IHttpRequestOptions = {
				method,
				baseURL: request.belowApi ? baseURL.replace(/\/v1$/, '') : baseURL,
				url: path,
				headers: { Accept: 'application/json', ...organisationHeader(settings), ...request.headers },
				...transport,
				...(request.timeoutMs === undefined ? {} : { timeout: request.timeoutMs }),
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
			if (response.statusCode < 300) return response;
			const error = answerError(context.getNode(), { ...response, body: await readErrorBody(response.body) }, facts, { body: said, qs: request.qs });
			const refused = { method, path, body: said, status: response.statusCode, type: errorType(error) };
			const done = mayHaveActed
				? await doneByFirstTry(refused, async (query) => await theHiveQuery(context, query, 'done-by-first-try', { itemIndex, holdsPlace: true, settings, abortSignal }))
				: undefined;
			if (done === undefined) throw error;
			return done === 'deleted' ? { ...response, statusCode: 204, body: '' } : { ...response, statusCode: 201, body: done };
		}),
	);
}

/** Sends a request whose answer is one object. */
export async function theHiveObject(context: TheHiveContext, request: TheHiveRequest): Promise<IDataObject> {
	const { body } = await theHiveResponse(context, request);
	if (!isObject(body)) throw unexpectedAnswer(context.getNode(), request, 'an object');
	return body;
}

/** Sends a request whose answer is a list of objects. */
export async function theHiveList(context: TheHiveContext, request: TheHiveRequest): Promise<IDataObject[]> {
	const { body } = await theHiveResponse(context, request);
	if (!Array.isArray(body)) throw unexpectedAnswer(context.getNode(), request, 'a list');
	return body.filter(isObject);
}

/**
 * Sends a request that TheHive answers with an empty 204.
 * @throws NodeApiError when something else answered: a proxy's sign-in page has status 200, too
 */
export async function theHiveDone(context: TheHiveContext, request: TheHiveRequest): Promise<void> {
	if (isUnaskedText(await theHiveResponse(context, request))) {
		throw unexpectedAnswer(context.getNode(), request, 'no text');
	}
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
	if (typeof body === 'object' || !Number.isInteger(count)) throw unexpectedAnswer(context.getNode(), full, 'a number');
	return count;
}

function queryRequest(query: IDataObject[], label: string, request: Partial<TheHiveRequest> & { body?: unknown }): TheHiveRequest {
	const extra = isObject(request.body) ? request.body : {};
	return { ...request, method: 'POST', path: '/query', qs: { name: label }, body: { ...extra, query } };
}
