import pLimit from 'p-limit';
import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { errorType, isNeverSent, isOutcomeUnknown, requestError } from '../errors';
import type { Outcome } from './outcome';
import { DONE } from './outcome';

/** Records that go out together. */
export interface ChunkJob {
	/** Distinct. */
	ids: readonly string[];
	/** Records in one request. */
	chunkSize: number;
	/** Sends one request for these records. TheHive carries it out for all of them or for none. */
	send: (ids: string[]) => Promise<void>;
	/** Which of these are as they shall be: asked where an answer was lost. Without it such records stay unknown. */
	alreadyDone?: (ids: string[]) => Promise<ReadonlySet<string>>;
	/** Asked in the same way where a record was refused that may be as it shall be already (merged before). */
	refusalMayMeanDone?: boolean;
}

/** When so many records of a job were refused and none was taken, the rest is not tried: it is not about single records. */
const HOPELESS = 100;

/** So many lost answers with no success between them end the run: the server is in trouble, more load would not help it. */
const LOST_IN_A_ROW = 2;

/** Statuses that speak of the sender, not of a record. */
const SENDER = new Set(['401', '402', '429']);

type Failure = NodeApiError | NodeOperationError;

/** Whether every further request of the run would fail in the same way. */
function isAboutRun(error: NodeApiError): boolean {
	const status = error.httpCode ?? '';
	const type = errorType(error);
	// NotFound is an unknown route, NotFoundError an unknown record
	return SENDER.has(status) || type === 'ConnectionError' || type === 'NotFound' || /^3\d\d$/.test(status);
}

/** Those ids that TheHive's message names, or else the first half. */
function suspects(ids: string[], error: NodeApiError): Set<string> {
	const named = new Set(error.message.match(/~\d+/g) ?? []);
	const guilty = ids.filter((id) => named.has(id));
	return new Set(guilty.length > 0 && guilty.length < ids.length ? guilty : ids.slice(0, Math.ceil(ids.length / 2)));
}

/**
 * Sends records in chunks and finds out how each one ends. A refused chunk is sent again in two parts, the records
 * that TheHive's message names apart from the others or else in halves, until the guilty ones stand alone; so one bad
 * record among thousands costs a few requests and no good one. Nothing more is sent once a failure concerns them all.
 */
export class ChunkSender {
	readonly outcomes = new Map<string, Outcome>();

	/** What ended the run before its time. */
	private end: Failure | undefined;

	private lostInARow = 0;

	private readonly node: INode;

	private readonly concurrency: number;

	private readonly ended: (count: number) => void;

	/**
	 * @param node for its errors
	 * @param concurrency requests at a time
	 * @param ended told how many records have ended
	 */
	constructor(node: INode, concurrency: number, ended: (count: number) => void) {
		this.node = node;
		this.concurrency = concurrency;
		this.ended = ended;
	}

	/** Sends all jobs; every id of theirs has its outcome afterwards. */
	async send(jobs: ChunkJob[]): Promise<void> {
		const limit = pLimit(this.concurrency);
		const chunks = jobs.flatMap((job) => {
			const state = new JobState(job);
			const parts: string[][] = [];
			for (let start = 0; start < job.ids.length; start += job.chunkSize) parts.push(job.ids.slice(start, start + job.chunkSize));
			return parts.map((ids) => ({ ids, state }));
		});
		await Promise.all(chunks.map(async ({ ids, state }) => await limit(async () => await this.settle(ids, state, true))));
	}

	private close(ids: string[], outcome: Outcome): void {
		for (const id of ids) this.outcomes.set(id, outcome);
		this.ended(ids.length);
	}

	private async settle(ids: string[], state: JobState, again: boolean): Promise<void> {
		const end = this.end ?? state.end;
		if (end) return this.close(ids, { state: 'notSent', error: end });
		try {
			await state.job.send(ids);
		} catch (thrown) {
			return await this.failed(ids, state, requestError(this.node, thrown, { method: 'POST', path: '' }), again);
		}
		this.lostInARow = 0;
		state.done += ids.length;
		this.close(ids, DONE);
	}

	private async failed(ids: string[], state: JobState, error: Failure, again: boolean): Promise<void> {
		if (!(error instanceof NodeApiError)) {
			// nothing was sent: the execution was stopped
			this.end ??= error;
			return this.close(ids, { state: 'notSent', error });
		}
		if (isOutcomeUnknown(error)) return await this.answerLost(ids, state, error, again);
		if (isAboutRun(error)) {
			this.end ??= error;
			return this.close(ids, { state: isNeverSent(error) ? 'notSent' : 'failed', error });
		}
		if (errorType(error) === 'AttributeCheckingError') {
			// TheHive cannot read the body, whatever the records
			state.end = error;
			return this.close(ids, { state: 'failed', error });
		}
		if (ids.length > 1) {
			const first = suspects(ids, error);
			await this.settle(ids.filter((id) => first.has(id)), state, true);
			return await this.settle(ids.filter((id) => !first.has(id)), state, true);
		}
		if (state.job.refusalMayMeanDone) {
			const left = await this.withoutDone(ids, state).catch(() => ids);
			if (left.length === 0) return;
		}
		this.close(ids, { state: 'failed', error });
		state.refused++;
		if (state.refused >= HOPELESS && state.done === 0) state.end = error;
	}

	private async answerLost(ids: string[], state: JobState, error: NodeApiError, again: boolean): Promise<void> {
		let left = ids;
		const wasStopped = error.httpCode === 'ERR_CANCELED';
		if (state.job.alreadyDone && !wasStopped) {
			try {
				left = await this.withoutDone(ids, state);
			} catch (thrown) {
				this.end ??= requestError(this.node, thrown, { method: 'POST', path: '/query' });
			}
			if (left.length === 0) return;
			// it was looked up that these are not done, so sending them once more does no harm
			if (again && !this.end) return await this.settle(left, state, false);
		}
		this.lostInARow++;
		if (wasStopped || this.lostInARow >= LOST_IN_A_ROW) this.end ??= error;
		this.close(left, { state: 'unknown', error });
	}

	/** Closes those that are done; gives the others. */
	private async withoutDone(ids: string[], state: JobState): Promise<string[]> {
		const known = (await state.job.alreadyDone?.(ids)) ?? new Set();
		const isDone = ids.filter((id) => known.has(id));
		if (isDone.length > 0) this.close(isDone, DONE);
		state.done += isDone.length;
		return ids.filter((id) => !known.has(id));
	}
}

/** How a job stands. */
class JobState {
	done = 0;

	refused = 0;

	/** What showed that its other records would be refused as well. */
	end: NodeApiError | undefined;

	readonly job: ChunkJob;

	constructor(job: ChunkJob) {
		this.job = job;
	}
}
