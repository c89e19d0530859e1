import type { Logger } from 'n8n-workflow';

/** Shortest time between two lines in n8n's log (ms). */
const EVERY_MS = 5_000;

/** Tells in n8n's log how far a long run has come; a short one says nothing. */
export class Progress {
	private count = 0;

	private readonly begun = Date.now();

	private last = this.begun;

	private readonly logger: Logger;

	private readonly total: number;

	private readonly what: string;

	/** @param what in the past tense, e.g. `alerts updated` */
	constructor(logger: Logger, total: number, what: string) {
		this.logger = logger;
		this.total = total;
		this.what = what;
	}

	/** Notes that so many more have ended. */
	advance(by: number): void {
		this.count += by;
		const now = Date.now();
		if (now - this.last < EVERY_MS && !(this.count === this.total && this.last !== this.begun)) return;
		this.last = now;
		this.logger.info(`TheHive: ${this.count} of ${this.total} ${this.what} after ${Math.round((now - this.begun) / 1000)} s`);
	}
}
