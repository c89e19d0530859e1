import type { Logger } from 'n8n-workflow';

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

/** Keeps the log readable: one line when TheHive cannot be read any more, and one when it can again. */
export class Outage {
	private readonly failures = new Map<Part, number>();

	private since = 0;

	private readonly logger: Logger;

	constructor(logger: Logger) {
		this.logger = logger;
	}

	/** Whether that part failed and has not worked since. */
	has(part: Part): boolean {
		return this.failures.has(part);
	}

	/** Notes a failure. @returns how long to wait (ms) before the next try */
	failed(part: Part, error: unknown): number {
		const { message } = asError(error);
		if (this.failures.size === 0) {
			this.since = Date.now();
			this.logger.warn(`TheHive SOC Trigger: the ${part} cannot be read, tried again until it works; nothing is lost: ${message}`);
		} else this.logger.debug(`TheHive SOC Trigger: the ${part} cannot be read: ${message}`);
		const failures = (this.failures.get(part) ?? 0) + 1;
		this.failures.set(part, failures);
		return backoff(failures);
	}

	/** Notes that a part works. */
	works(part: Part): void {
		if (this.failures.delete(part) && this.failures.size === 0) {
			const seconds = Math.max(1, Math.round((Date.now() - this.since) / 1000));
			this.logger.info(`TheHive SOC Trigger: TheHive can be read again after ${seconds} s; what happened meanwhile is caught up`);
		}
	}
}
