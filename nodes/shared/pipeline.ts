import type { INode, Logger } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';
import type { RequestFacts } from './errors';
import { isAway, isCutConnection, isOutcomeUnknown, requestError, retryAfterOf } from './errors';
import { Turns } from './turns';

/** Requests in flight per TheHive instance unless the node says otherwise. */
export const DEFAULT_CONCURRENCY = 8;

const MAX_RETRIES = 3;
const FIRST_WAIT_MS = 500;
/** A server that asks for more than this is not waited for: the playbook should fail and be run later. */
const LONGEST_WAIT_MS = 60_000;
/** No further try begins so long after the first: what a hanging server has not done by then is for the user to decide. */
const DEADLINE_MS = 600_000;
const RETRYABLE_STATUS = new Set(['429', '502', '503', '504']);

export interface PipelineRequest extends RequestFacts {
	/** Address of the instance: all nodes of this n8n process share one limit per instance. */
	instance: string;
	concurrency?: number;
	/**
	 * Whether sending it twice does no harm. By default all but POST (TheHive's PATCH sets fixed values), and queries;
	 * a create only where a key makes it safe (see repeatedRequest.ts).
	 */
	idempotent?: boolean;
	/** Whether there is one try only, because the caller has its own way to try again. */
	once?: boolean;
	abortSignal?: AbortSignal;
	/** Sent on behalf of a request that holds its place in the limit already, which would wait for itself otherwise. */
	holdsPlace?: boolean;
}

export interface PipelineContext {
	getNode(): INode;
	getExecutionId(): string;
	logger: Logger;
}

/** What a try should know of those before it. */
export interface EarlierTries {
	/** Whether TheHive may have carried one of them out: a 404 then tells of our own deletion, "already exists" of our own creation. */
	mayHaveActed: boolean;
}

/** By address of the instance. */
const turnsOf = new Map<string, Turns>();

/** Names of the lanes of runs: n8n copies the whole node each time it is asked. */
const lanes = new WeakMap<PipelineContext, string>();

function laneOf(context: PipelineContext): string {
	const lane = lanes.get(context) ?? `${context.getExecutionId()} ${context.getNode().id}`;
	lanes.set(context, lane);
	return lane;
}

/** Runs of nodes get room in turn, not in the order in which their requests came. */
async function inTurn<Result>(context: PipelineContext, { instance, concurrency }: PipelineRequest, work: () => Promise<Result>): Promise<Result> {
	const turns = turnsOf.get(instance) ?? new Turns();
	turnsOf.set(instance, turns);
	return await turns.take(laneOf(context), concurrency ?? DEFAULT_CONCURRENCY, work);
}

function isIdempotent({ method, path, idempotent }: PipelineRequest): boolean {
	return idempotent ?? (method !== 'POST' || path === '/query');
}

/** Waits, unless the execution is stopped meanwhile. */
export async function pause(ms: number, abortSignal: AbortSignal | undefined): Promise<void> {
	if (!abortSignal) return await sleep(ms);
	// a signal tells of its end only once
	if (abortSignal.aborted) return;
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
	if (!(error instanceof NodeApiError) || tries > MAX_RETRIES || request.once) return undefined;
	const status = error.httpCode ?? '';
	// these were turned away before anything happened, so even a create may be sent again
	const nothingHappened = status === '429' || isAway(error);
	const mayPass = nothingHappened || RETRYABLE_STATUS.has(status) || isCutConnection({ code: status });
	if (!mayPass || !(nothingHappened || isIdempotent(request))) return undefined;
	const asked = retryAfterOf(error);
	if (asked !== undefined) return asked <= LONGEST_WAIT_MS ? asked : undefined;
	const backoff = FIRST_WAIT_MS * 2 ** (tries - 1);
	return backoff / 2 + Math.random() * (backoff / 2);
}

/**
 * The way of every request to TheHive: at most `concurrency` in flight per instance across all items and nodes of the
 * process, up to 3 more tries where that does no harm (429, 502, 503, 504, refused and cut connections; `Retry-After` honoured),
 * nothing sent any more once the execution is stopped. Each run of a node has its turn, however many requests others have waiting.
 * @param send one try; may be called again, and is told what the tries before may have done
 * @throws NodeApiError with TheHive's words, or NodeOperationError when nothing was sent
 */
export async function sendThroughPipeline<Answer>(
	context: PipelineContext,
	request: PipelineRequest,
	send: (earlier: EarlierTries) => Promise<Answer>,
): Promise<Answer> {
	const tryUntilDone = async () => {
		const begun = Date.now();
		let mayHaveActed = false;
		for (let tries = 1; ; tries++) {
			refuseWhenStopped(context, request);
			try {
				return await send({ mayHaveActed });
			} catch (thrown) {
				const error = requestError(context.getNode(), thrown, request);
				mayHaveActed ||= isOutcomeUnknown(error);
				const wait = waitBeforeRetry(error, tries, request);
				if (wait === undefined || request.abortSignal?.aborted || Date.now() + wait - begun > DEADLINE_MS) throw error;
				context.logger.debug(`TheHive: ${request.method} ${request.path} is tried again in ${Math.round(wait)} ms: ${error.message}`);
				await pause(wait, request.abortSignal);
			}
		}
	};
	if (request.holdsPlace) return await tryUntilDone();
	return await inTurn(context, request, tryUntilDone);
}
