import type { Logger } from 'n8n-workflow';
import { pause } from '../shared/pipeline';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** What can fail on its own. */
export type Part = 'event stream' | 'queries';

/** Whatever was thrown, as an error. */
export function asError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** How long to wait (ms) before the next try: doubled each time, up to a minute, and spread so that not all come at once. */
export function backoff(failures: number, random: () => number = Math.random): number {
	const longest = Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1), LONGEST_WAIT_MS);
	return longest / 2 + random() * (longest / 2);
}

/**
 * Paces the tries while TheHive cannot be read, and keeps the log readable: one line when it cannot be read any more, and
 * one when it can again.
 */
export class Outage {
	/** Failures since a part has worked, or since another part began to work again. */
	private readonly failures = new Map<Part, number>();

	/** Ends the waits of the other parts when one works again. */
	private recovery = new AbortController();

	private since = 0;

	private readonly logger: Logger;

	private readonly stop: AbortSignal;

	/** @param stop ends all waits */
	constructor(logger: Logger, stop: AbortSignal) {
		this.logger = logger;
		this.stop = stop;
	}

	/**
	 * Notes a failure.
	 * @returns when it is time for the next try: after a while, longer each time, or as soon as the other part works again
	 */
	async failed(part: Part, error: unknown): Promise<void> {
		const { message } = asError(error);
		if (this.failures.size === 0) {
			this.since = Date.now();
			this.logger.warn(`TheHive SOC Trigger: the ${part} cannot be read, tried again until it works; nothing is lost: ${message}`);
		} else this.logger.debug(`TheHive SOC Trigger: the ${part} cannot be read: ${message}`);
		const failures = (this.failures.get(part) ?? 0) + 1;
		this.failures.set(part, failures);
		await pause(backoff(failures), AbortSignal.any([this.stop, this.recovery.signal]));
	}

	/** Notes that a part works. */
	works(part: Part): void {
		if (!this.failures.delete(part)) return;
		// TheHive is back: what has waited for minutes would else wait for up to one more
		for (const other of this.failures.keys()) this.failures.set(other, 0);
		this.recovery.abort();
		this.recovery = new AbortController();
		if (this.failures.size > 0) return;
		const seconds = Math.max(1, Math.round((Date.now() - this.since) / 1000));
		this.logger.info(`TheHive SOC Trigger: TheHive can be read again after ${seconds} s; what happened meanwhile is caught up`);
	}
}
