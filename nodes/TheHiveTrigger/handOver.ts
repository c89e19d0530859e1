import type { INodeExecutionData, ITriggerFunctions, Logger } from 'n8n-workflow';
import { ExecutionCancelledError } from 'n8n-workflow';
import { pause } from '../shared/pipeline';
import { itemOf } from './eventItem';
import type { Event } from './events';
import { asError, backoff } from './outage';
import { Pace } from './pace';
import { fingerprint } from './snapshot';

/** How long to wait (ms) at most before looking again whether there is room. */
const LOOK_AGAIN_MS = 100;

/** A run that n8n has not refused for so long (ms) has been started. */
const SURELY_STARTED_MS = 30_000;

/** Events of one run where they are handed over together. */
const BATCH_SIZE = 200;

/** n8n's own column for deduplication keys ends there. */
const LONGEST_KEY = 255;

/** What n8n settles when a run has ended. */
export type Done = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

export interface HandOverOptions {
	/** Starts one run of the workflow. */
	emit: (items: INodeExecutionData[], done: Done, deduplicationKey: string) => void;
	deferred: () => Done;
	/** Makes items of events; may read from TheHive. */
	describe: (events: Event[]) => Promise<INodeExecutionData[]>;
	/** Notes that events were handed over. */
	settle: (events: Event[]) => void;
	/** Gives events back that could not be made into items: they have to be found again. */
	release: (events: Event[]) => void;
	/** Stores the state: n8n saves it to the database with every run that is started. */
	store: () => void;
	/** Makes keys of this node of this workflow: n8n knows a key once for the whole instance. */
	scope: string;
	batched: boolean;
	logger: Logger;
	stop: AbortSignal;
}

/** Events that one run was started with. */
interface Run {
	events: Event[];
	/** Epoch ms of n8n's clock. */
	since: number;
}

/** Whether n8n started the run after all, and the error is about what came of it. */
function wasStarted(error: unknown): boolean {
	return error instanceof ExecutionCancelledError || (error instanceof Error && error.name === 'ExecutionNotFoundError');
}

/**
 * Hands events over to n8n, in order, at a bearable pace. An event counts as handed over when its run has ended, or n8n has
 * not refused it for half a minute; what was not is found again after a crash, and its key keeps n8n from running it twice.
 */
export class HandOver {
	private readonly runs = new Set<Run>();

	private queue: Promise<void> = Promise.resolve();

	private refusals = 0;

	private readonly pace = new Pace();

	private wake: () => void = () => undefined;

	private readonly options: HandOverOptions;

	constructor(options: HandOverOptions) {
		this.options = options;
	}

	/**
	 * Hands events over after those that wait already.
	 * @returns when all of them are on their way
	 * @throws what `describe` throws; the events that were not handed over are given back, and those that cannot be found again handed over as they are
	 */
	async deliver(events: Event[]): Promise<void> {
		if (events.length === 0) return;
		const delivered = this.queue.then(async () => await this.deliverNow(events));
		this.queue = delivered.catch(() => undefined);
		await delivered;
	}

	private async deliverNow(events: Event[]): Promise<void> {
		for (let index = 0; index < events.length && !this.options.stop.aborted; index += BATCH_SIZE) {
			const batch = events.slice(index, index + BATCH_SIZE);
			const items = await this.described(batch, events.slice(index));
			await this.startAll(batch, items);
		}
	}

	private async startAll(events: Event[], items: INodeExecutionData[]): Promise<void> {
		if (this.options.batched) await this.start(events, items);
		else for (const [position, event] of events.entries()) await this.start([event], items.slice(position, position + 1));
	}

	private async described(batch: Event[], left: Event[]): Promise<INodeExecutionData[]> {
		let isDone = false;
		try {
			const items = await this.options.describe(batch);
			isDone = true;
			return items;
		} finally {
			if (!isDone) await this.giveBack(left);
		}
	}

	/** Events that could not be described. What nothing finds again (deletions, most of all) goes out as it is. */
	private async giveBack(events: Event[]): Promise<void> {
		this.options.release(events);
		const passing = events.filter(({ claim }) => claim === undefined);
		if (passing.length > 0) await this.startAll(passing, passing.map((event) => itemOf(event)));
	}

	private async start(events: Event[], items: INodeExecutionData[]): Promise<void> {
		await this.room();
		// what is on its way when the node stops is found again when it starts
		if (this.options.stop.aborted) return;
		this.settleOld();
		this.options.store();
		const run: Run = { events, since: Date.now() };
		this.runs.add(run);
		const done = this.options.deferred();
		done.promise.then(
			(ended) => {
				// n8n starts nothing for a key that it knows, and answers at once
				if (ended) this.pace.ended(run, Date.now());
				this.ended(run);
			},
			(error: unknown) => (wasStarted(error) ? this.ended(run) : void this.refused(run, items, error)),
		);
		this.options.emit(items, done, this.keyOf(events));
	}

	private keyOf(events: Event[]): string {
		const ids = events.map(({ eventId }) => eventId);
		const name = ids.length === 1 ? (ids[0] ?? '') : `batch:${fingerprint(ids.join(' '))}:${ids.length}:${ids[0] ?? ''}`;
		const key = `${this.options.scope}:${name}`;
		return key.length <= LONGEST_KEY ? key : `${key.slice(0, LONGEST_KEY - 16)}:${fingerprint(key)}`;
	}

	private ended(run: Run): void {
		if (!this.runs.delete(run)) return;
		this.refusals = 0;
		this.options.settle(run.events);
		if (this.runs.size === 0) this.options.store();
		this.wake();
	}

	/** n8n could not start the run (its database, most likely): it is tried until it works. */
	private async refused(run: Run, items: INodeExecutionData[], error: unknown): Promise<void> {
		// one that was taken for started meanwhile is tried as well: if it was started after all, n8n knows its key
		this.runs.delete(run);
		this.wake();
		const { logger, stop } = this.options;
		this.refusals += 1;
		if (this.refusals === 1) {
			logger.error(`TheHive SOC Trigger: n8n did not start the workflow, tried again until it does: ${asError(error).message}`);
		}
		await pause(backoff(this.refusals), stop);
		if (!stop.aborted) await this.start(run.events, items);
	}

	private async room(): Promise<void> {
		while (!this.options.stop.aborted && this.pace.isCrowded([...this.runs], Date.now())) {
			const woken = new Promise<void>((resolve) => {
				this.wake = resolve;
			});
			await Promise.race([woken, pause(LOOK_AGAIN_MS, this.options.stop)]);
			this.settleOld();
		}
	}

	/** Runs that go on for long were started long ago. */
	private settleOld(): void {
		const longAgo = Date.now() - SURELY_STARTED_MS;
		for (const run of this.runs) {
			if (run.since > longAgo) break;
			this.runs.delete(run);
			this.options.settle(run.events);
		}
	}

	/** The node stops in good order: n8n waits for the runs that were started. */
	close(): void {
		for (const run of this.runs) this.options.settle(run.events);
		this.runs.clear();
		this.options.store();
	}
}
