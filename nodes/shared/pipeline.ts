import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import type { INode, Logger } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';
import type { RequestFacts } from './errors';
import { isCutConnection, requestError, retryAfterOf } from './errors';

/** Requests in flight per TheHive instance unless the node says otherwise. */
export const DEFAULT_CONCURRENCY = 8;

const MAX_RETRIES = 3;
const FIRST_WAIT_MS = 500;
/** A server that asks for more than this is not waited for: the playbook should fail and be run later. */
const LONGEST_WAIT_MS = 60_000;
const RETRYABLE_STATUS = new Set(['429', '502', '503', '504']);

export interface PipelineRequest extends RequestFacts {
	/** Address of the instance: all nodes of this n8n process share one limit per instance. */
	instance: string;
	concurrency?: number;
	/**
	 * Whether sending it twice does no harm. By default all but POST (TheHive's PATCH sets fixed values), and queries;
	 * a create only where a key makes it safe.
	 */
	idempotent?: boolean;
	abortSignal?: AbortSignal;
	/** Sent on behalf of a request that holds its place in the limit already, which would wait for itself otherwise. */
	holdsPlace?: boolean;
}

export interface PipelineContext {
	getNode(): INode;
	logger: Logger;
}

const limits = new Map<string, LimitFunction>();

function limitOf(instance: string, concurrency: number): LimitFunction {
	const known = limits.get(instance);
	if (known) {
		known.concurrency = concurrency;
		return known;
	}
	const limit = pLimit(concurrency);
	limits.set(instance, limit);
	return limit;
}

function isIdempotent({ method, path, idempotent }: PipelineRequest): boolean {
	return idempotent ?? (method !== 'POST' || path === '/query');
}

/** Waits, unless the execution is stopped meanwhile. */
async function pause(ms: number, abortSignal: AbortSignal | undefined): Promise<void> {
	if (!abortSignal) return await sleep(ms);
	let stop: () => void = () => undefined;
	const stopped = new Promise<void>((resolve) => {
		stop = resolve;
	});
	abortSignal.addEventListener('abort', stop, { once: true });
	await Promise.race([sleep(ms), stopped]);
	abortSignal.removeEventListener('abort', stop);
}

function refuseWhenStopped(context: PipelineContext, { abortSignal, itemIndex }: PipelineRequest): void {
	if (abortSignal?.aborted) {
		throw new NodeOperationError(context.getNode(), 'The execution was stopped', {
			itemIndex,
			description: 'This request was not sent any more.',
		});
	}
}

/** How long to wait before the next try (ms), or nothing when there must be none. */
function waitBeforeRetry(error: NodeApiError | NodeOperationError, tries: number, request: PipelineRequest): number | undefined {
	if (!(error instanceof NodeApiError) || tries > MAX_RETRIES) return undefined;
	const status = error.httpCode ?? '';
	// a 429 was turned away before anything happened, so even a create may be sent again
	const harmless = isIdempotent(request) || status === '429';
	if (!harmless || !(RETRYABLE_STATUS.has(status) || isCutConnection({ code: status }))) return undefined;
	const asked = retryAfterOf(error);
	if (asked !== undefined) return asked <= LONGEST_WAIT_MS ? asked : undefined;
	const backoff = FIRST_WAIT_MS * 2 ** (tries - 1);
	return backoff / 2 + Math.random() * (backoff / 2);
}

/**
 * The way of every request to TheHive: at most `concurrency` in flight per instance across all items and nodes of the
 * process, up to 3 more tries where that does no harm (429, 502, 503, 504, cut connections; `Retry-After` honoured),
 * nothing sent any more once the execution is stopped.
 * @param send one try; may be called again
 * @throws NodeApiError with TheHive's words, or NodeOperationError when nothing was sent
 */
export async function sendThroughPipeline<Answer>(
	context: PipelineContext,
	request: PipelineRequest,
	send: () => Promise<Answer>,
): Promise<Answer> {
	const tryUntilDone = async () => {
		for (let tries = 1; ; tries++) {
			refuseWhenStopped(context, request);
			try {
				return await send();
			} catch (thrown) {
				const error = requestError(context.getNode(), thrown, request);
				const wait = waitBeforeRetry(error, tries, request);
				if (wait === undefined || request.abortSignal?.aborted) throw error;
				context.logger.debug(`TheHive: ${request.method} ${request.path} is tried again in ${Math.round(wait)} ms: ${error.message}`);
				await pause(wait, request.abortSignal);
			}
		}
	};
	if (request.holdsPlace) return await tryUntilDone();
	return await limitOf(request.instance, request.concurrency ?? DEFAULT_CONCURRENCY)(tryUntilDone);
}
