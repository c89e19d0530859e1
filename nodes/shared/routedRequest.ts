import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PreSendAction,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { rowsOfAnswer } from './answers';
import { forErrorOutput } from './errorOutput';
import { answerError, errorType, failedItem, ForeignAnswer, isWebPage, readErrorBody, requestError, unexpectedAnswer } from './errors';
import { fillPath } from './path';
import type { EarlierTries } from './pipeline';
import { sendThroughPipeline } from './pipeline';
import { everyPage } from './query/pages';
import { doneByFirstTry, hasNaturalKey } from './repeatedRequest';
import { organisationHeader, settingsOfItem, theHiveQuery } from './request';
import { isObject } from './values';

/**
 * What a preSend refused, by the request it prepared. n8n would end the whole node without telling the item;
 * kept until the request's turn, the refusal becomes that item's own.
 */
const refusals = new WeakMap<object, unknown>();

/** Lets a preSend's refusal wait for its request's turn; see `routedRequest`. */
export function refusingLater(action: PreSendAction): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		if (refusals.has(options)) return options;
		try {
			return await action.call(this, options);
		} catch (refusal) {
			refusals.set(options, refusal);
			return options;
		}
	};
}

/** Steps of the operation itself, which come after those of its fields. */
const operationSteps = new WeakMap<object, PreSendAction[]>();

/** Lets an operation's own preSend run when all its fields have written their part of the request. n8n would run it before them. */
export function afterFields(action: PreSendAction): PreSendAction {
	return async (options) => {
		operationSteps.set(options, [...(operationSteps.get(options) ?? []), action]);
		return options;
	};
}

/** An answer with a status of 300 or more, on its way from the postReceive to the request it belongs to. */
class FailedAnswer extends Error {
	readonly response: IN8nHttpFullResponse;

	constructor(response: IN8nHttpFullResponse) {
		super(`Status ${response.statusCode}`);
		this.response = response;
	}
}

/** What ended a run of the node: its queued requests are not sent any more. */
const endedRuns = new WeakMap<object, string>();

/** Items, by the run of their node, whose deletion is tried again after its first try may have worked: a 404 is then its success. */
const deletionsTriedAgain = new WeakMap<object, Set<number>>();

type Request = DeclarativeRestApiSettings.ResultOptions;

/**
 * n8n's hook for pagination, which sees every routed request of every item: here each gets its path filled in,
 * goes through the pipeline, reads further pages of a query, and fails as its own item.
 */
export async function routedRequest(this: IExecutePaginationFunctions, request: Request): Promise<INodeExecutionData[]> {
	const itemIndex = this.getItemIndex();
	const node = this.getNode();
	const { url = '', skipSslCertificateValidation, ...rest } = request.options;
	const facts = { method: rest.method ?? 'GET', path: url, itemIndex };
	try {
		if (refusals.has(request.options)) throw refusals.get(request.options);
		let options: IHttpRequestOptions = { ...rest, url };
		for (const step of operationSteps.get(request.options) ?? []) options = await step.call(this, options);
		facts.path = fillPath(options.url, node, itemIndex, (name) => this.getNodeParameter(name));
		const settings = settingsOfItem(this, itemIndex);
		const headers = { ...options.headers, ...organisationHeader(settings) };
		const sendOnce = async (body: IHttpRequestOptions['body'], { mayHaveActed }: EarlierTries) => {
			const run = this.getExecuteData();
			const end = endedRuns.get(run);
			// one that may have acted is brought to its end; n8n shows the error of the first item, so this one tells the reason
			if (end !== undefined && !mayHaveActed) {
				throw new NodeOperationError(node, `Not sent, because another item failed before: ${end}`, { itemIndex });
			}
			if (mayHaveActed && facts.method === 'DELETE') {
				deletionsTriedAgain.set(run, (deletionsTriedAgain.get(run) ?? new Set()).add(itemIndex));
			}
			try {
				return await this.makeRoutingRequest({
					...request,
					options: { ...options, url: facts.path, headers, body, skipSslCertificateValidation },
				});
			} catch (thrown) {
				if (thrown instanceof ForeignAnswer) throw unexpectedAnswer(node, facts, thrown.expected);
				if (!(thrown instanceof FailedAnswer)) throw requestError(node, thrown, facts);
				const error = answerError(node, thrown.response, facts, { body, qs: options.qs });
				const refused = { method: facts.method, path: facts.path, body, status: thrown.response.statusCode, type: errorType(error) };
				const done = mayHaveActed
					? await doneByFirstTry(refused, async (query) => await theHiveQuery(this, query, 'done-by-first-try', { itemIndex, holdsPlace: true }))
					: undefined;
				if (!isObject(done)) throw error;
				return [{ json: done, pairedItem: { item: itemIndex } }];
			}
		};
		const target = { instance: options.baseURL ?? '', concurrency: settings.concurrency, abortSignal: this.getExecutionCancelSignal() };
		return await everyPage(options, async (body) => {
			const idempotent = hasNaturalKey(facts.method, facts.path, body) || undefined;
			return await sendThroughPipeline(this, { ...facts, ...target, idempotent }, async (earlier) => await sendOnce(body, earlier));
		});
	} catch (thrown) {
		const error = requestError(node, thrown, facts);
		if (this.continueOnFail()) return forErrorOutput(node, [failedItem(error, itemIndex)]);
		const run = this.getExecuteData();
		if (!endedRuns.has(run)) endedRuns.set(run, error.message);
		throw error;
	}
}

/** First postReceive of every routed request: hands an answer that tells of a failure, or is a web page, back to `routedRequest`. */
export async function raiseFailedAnswer(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const isGone = response.statusCode === 404 && isObject(response.body) && response.body.type === 'NotFoundError';
	const deletedBefore = isGone && deletionsTriedAgain.get(this.getExecuteData())?.has(this.getItemIndex());
	if (response.statusCode >= 300 && !deletedBefore) throw new FailedAnswer({ ...response, body: await readErrorBody(response.body) });
	if (isWebPage(response)) throw new ForeignAnswer('data, not with a web page');
	return items;
}

/** Last postReceive of every routed request: a list becomes items, and each is linked to its input item. */
export async function pairItems(this: IExecuteSingleFunctions, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
	const pairedItem = { item: this.getItemIndex() };
	return items.flatMap((item) => rowsOfAnswer(item.json).map((json) => ({ ...item, json, pairedItem })));
}
