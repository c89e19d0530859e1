/** So many runs may be open at first, and always: enough to keep n8n at work. */
const ALWAYS_OPEN = 10;

/** Never are more open than so many runs … */
const MOST_OPEN = 100;

/** … or runs with so many events: n8n holds each item several times while a run goes on. */
const MOST_EVENTS_OPEN = 2_000;

/** Where no more should be open, so many are still started within a second (ms): all that are open may wait for others. */
const LEAST_PER_SECOND = 2;
const SECOND_MS = 1_000;

/** How long (ms) the very first run has n8n to itself, to show how fast a run can be. */
const ALONE_MS = 2_000;

/** Runs that take longer than the fastest by a factor and so many ms show that n8n has more than enough to do. */
const SLOWED_FACTOR = 2;
const SLOWED_MS = 100;

/** How many of the last runs are looked at: the fastest of them counts, because some may wait for others. */
const LAST_RUNS = 10;

/** The fastest run is of the last one or two such times (ms): a playbook may become slower by itself. */
const MEMORY_MS = 600_000;

/** A run that has not ended. */
export interface OpenRun {
	/** Epoch ms. */
	since: number;
	events: readonly unknown[];
}

interface Fastest {
	/** Epoch ms. */
	since: number;
	ms: number;
}

/**
 * How many runs n8n is given at a time. One n8n process works at all open runs in turn: more of them than it takes to keep
 * it at work only make all of them slower and take memory, some megabytes each. But playbooks that wait for others must not hold
 * up the next event. Both look alike from here but for how long runs take compared with the fastest. No clock of its own.
 */
export class Pace {
	/** So many may be open: one more with each run that ends soon, one less with each that does not. */
	private room = ALWAYS_OPEN;

	/** How long the last runs took, ms. */
	private last: number[] = [];

	private fastest: Fastest[] = [];

	/** Notes a run that has ended. */
	ended({ since }: OpenRun, now: number): void {
		const ms = now - since;
		this.last = [...this.last, ms].slice(-LAST_RUNS);
		const [current] = this.fastest;
		if (!current || now - current.since > MEMORY_MS) this.fastest = [{ since: now, ms }, ...this.fastest.slice(0, 1)];
		else current.ms = Math.min(current.ms, ms);
		const usual = Math.min(...this.fastest.map((fastest) => fastest.ms)) * SLOWED_FACTOR + SLOWED_MS;
		this.room = Math.min(...this.last) > usual ? Math.max(this.room - 1, ALWAYS_OPEN) : Math.min(this.room + 1, MOST_OPEN);
	}

	/** Whether no more runs should be started now. @param open oldest first */
	isCrowded(open: readonly OpenRun[], now: number): boolean {
		const [oldest] = open;
		if (!oldest) return false;
		if (open.length >= MOST_OPEN || open.reduce((sum, { events }) => sum + events.length, 0) >= MOST_EVENTS_OPEN) return true;
		if (this.last.length === 0 && now - oldest.since < ALONE_MS) return true;
		return open.length >= this.room && open.filter(({ since }) => since > now - SECOND_MS).length >= LEAST_PER_SECOND;
	}
}
