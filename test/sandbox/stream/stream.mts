import { ApiError } from '../errors.mts';
import type { Audit } from '../store/rows.mts';
import type { Actor } from '../store/work.mts';

/** Timings of the event stream in ms; the defaults are the server's own [S conf/reference.conf]. */
export interface StreamTimings {
	/** A poll with nothing to say answers `[]` after this. */
	readonly refreshMs: number;
	/** After an event, how long to wait for more; every further event starts it anew. */
	readonly graceMs: number;
	/** The longest a batch is held back, from its first event. */
	readonly maxWaitMs: number;
	/** A stream that nobody polled for this long dies with what it holds. */
	readonly keepAliveMs: number;
}

export const SERVER_TIMINGS: StreamTimings = { refreshMs: 60_000, graceMs: 100, maxWaitMs: 1000, keepAliveMs: 300_000 };

type Timer = ReturnType<typeof setTimeout>;

/** The poll that waits, and the timers that end its wait. */
interface Poll {
	readonly answer: (audits: readonly Audit[]) => void;
	readonly fail: (error: Error) => void;
	readonly refresh: Timer;
	grace: Timer | undefined;
	maximum: Timer | undefined;
}

/** One client's feed: events since its last answer, and the poll that waits for more [S StreamSrv]. */
export class Stream {
	readonly actor: Actor;
	readonly #timings: StreamTimings;
	readonly #expire: () => void;
	readonly #timers = new Set<Timer>();
	readonly #replaced = new Set<Poll>();
	#keepAlive: Timer;
	#buffer: Audit[] = [];
	#poll: Poll | undefined;

	constructor(actor: Actor, timings: StreamTimings, expire: () => void) {
		this.actor = actor;
		this.#timings = timings;
		this.#expire = expire;
		this.#keepAlive = this.#after(timings.keepAliveMs, expire);
	}

	#after(ms: number, action: () => void): Timer {
		const timer = setTimeout(() => {
			this.#timers.delete(timer);
			action();
		}, ms);
		this.#timers.add(timer);
		return timer;
	}

	#clear(...timers: readonly (Timer | undefined)[]): void {
		for (const timer of timers) {
			if (timer === undefined) continue;
			clearTimeout(timer);
			this.#timers.delete(timer);
		}
	}

	push(audits: readonly Audit[]): void {
		this.#buffer.push(...audits);
		if (this.#poll !== undefined) this.#hold(this.#poll);
	}

	/** Arms the grace period, and at the first event of a batch its longest wait. */
	#hold(poll: Poll): void {
		this.#clear(poll.grace);
		poll.grace = this.#after(this.#timings.graceMs, () => this.#deliver(poll));
		poll.maximum ??= this.#after(this.#timings.maxWaitMs, () => this.#deliver(poll));
	}

	/** Hands the buffer over and forgets it: what gets lost on the way is lost. */
	#deliver(poll: Poll): void {
		this.#clear(poll.refresh, poll.grace, poll.maximum);
		this.#poll = undefined;
		const audits = this.#buffer;
		this.#buffer = [];
		poll.answer(audits);
	}

	/** Waits for the next batch; empty after the refresh time. */
	poll(): Promise<readonly Audit[]> {
		this.#clear(this.#keepAlive);
		this.#keepAlive = this.#after(this.#timings.keepAliveMs, this.#expire);
		if (this.#poll !== undefined) this.#replace(this.#poll);
		return new Promise((answer, fail) => {
			const poll: Poll = {
				answer,
				fail,
				refresh: this.#after(this.#timings.refreshMs, () => this.#deliver(poll)),
				grace: undefined,
				maximum: undefined,
			};
			this.#poll = poll;
			if (this.#buffer.length > 0) this.#hold(poll);
		});
	}

	/** A later poll takes over; the earlier one gets nothing any more and times out. */
	#replace(poll: Poll): void {
		this.#clear(poll.refresh, poll.grace, poll.maximum);
		this.#replaced.add(poll);
		this.#after(this.#timings.refreshMs + 1000, () => {
			this.#replaced.delete(poll);
			poll.fail(new ApiError(500, 'InternalError', 'Ask timed out: the stream is polled by another request'));
		});
	}

	/** Ends the stream; polls that wait fail with the error. */
	close(error: Error): void {
		this.#clear(...this.#timers);
		this.#buffer = [];
		this.#poll?.fail(error);
		for (const poll of this.#replaced) poll.fail(error);
		this.#poll = undefined;
		this.#replaced.clear();
	}
}
