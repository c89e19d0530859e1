/** One planned failure of coming requests. */
export interface Failure {
	/** Status to answer; for mode `respond`, default 500. */
	readonly status?: number;
	/** Body to answer: JSON, or text with its `contentType`. Default `{type, message}`. */
	readonly body?: unknown;
	readonly contentType?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** How many requests fail, default 1. */
	readonly times?: number;
	/** Which requests fail, by method and path with its query string; default all. */
	readonly match?: (method: string, path: string) => boolean;
	/**
	 * `respond` answers at once, `reset-before` cuts the connection before the server acts, `reset-after` acts and then
	 * cuts it, `hang` never answers.
	 */
	readonly mode?: 'respond' | 'reset-before' | 'reset-after' | 'hang';
}

/** Faults on demand. Everything can be changed while the sandbox runs. */
export class Faults {
	/** Added to every request, ms. */
	latencyMs = 0;
	/** How long list queries do not see a change, ms. */
	indexDelayMs = 0;
	/** Added to the server's clock, ms. */
	clockSkewMs = 0;
	/** Stamp (ms) of the next transaction in place of the clock: an object that commits late with an old stamp. */
	nextStamp: number | undefined;
	/** How often each webhook is sent: 0 loses them, 2 sends duplicates. */
	webhookCopies = 1;
	readonly #failures: { failure: Failure; left: number }[] = [];

	/** Makes the next request (or the next `times` that match) fail. */
	failNext(failure: Failure): void {
		this.#failures.push({ failure, left: failure.times ?? 1 });
	}

	/** The failure planned for this request, if any; uses it up. */
	take(method: string, path: string): Failure | undefined {
		const index = this.#failures.findIndex(({ failure }) => failure.match?.(method, path) ?? true);
		const planned = this.#failures[index];
		if (planned === undefined) return undefined;
		planned.left -= 1;
		if (planned.left <= 0) this.#failures.splice(index, 1);
		return planned.failure;
	}

	/** The stamp of the next transaction, once. */
	takeStamp(): number | undefined {
		const stamp = this.nextStamp;
		this.nextStamp = undefined;
		return stamp;
	}

	/** Back to a server without faults. */
	reset(): void {
		this.latencyMs = 0;
		this.indexDelayMs = 0;
		this.clockSkewMs = 0;
		this.nextStamp = undefined;
		this.webhookCopies = 1;
		this.#failures.length = 0;
	}
}
