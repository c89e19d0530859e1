import { sleep } from 'n8n-workflow';

/** The work of one run of a node, in the order it came. */
interface Lane {
	waiting: Array<() => void>;
	/** Index of the first that waits: taking from the front of a long array would move all others. */
	first: number;
	running: number;
	limit: number;
	/** Number of its last turn; 0 before the first. */
	lastTurn: number;
}

/**
 * Lets work begin while there is room, turn by turn among the lanes: a run with thousands of requests does not keep
 * another one's single request waiting behind them all.
 */
export class Turns {
	private readonly lanes = new Map<string, Lane>();

	private running = 0;

	private turns = 0;

	/** Whether one has begun in this round of the event loop. */
	private isPausing = false;

	/**
	 * Runs the work when it is the lane's turn.
	 * @param name of the lane
	 * @param limit how many of this lane may run at once; all lanes together may run as many as the widest of them
	 */
	async take<Result>(name: string, limit: number, work: () => Promise<Result>): Promise<Result> {
		const lane = this.lanes.get(name) ?? { waiting: [], first: 0, running: 0, limit, lastTurn: 0 };
		lane.limit = limit;
		this.lanes.set(name, lane);
		await new Promise<void>((begin) => {
			lane.waiting.push(begin);
			this.beginNext();
		});
		try {
			return await work();
		} finally {
			lane.running--;
			this.running--;
			if (lane.running === 0 && lane.first === lane.waiting.length) this.lanes.delete(name);
			this.beginNext();
		}
	}

	/**
	 * Begins one at a time, in rounds of the event loop of their own. Begun together they would stay a convoy: n8n opens a connection
	 * for each, none of them could send before the last was prepared, so that all answers would come together and wait for each other.
	 */
	private beginNext(): void {
		if (this.isPausing) return;
		const room = Math.max(...[...this.lanes.values()].map(({ limit }) => limit));
		if (this.running >= room || !this.beginOne()) return;
		this.isPausing = true;
		void sleep(0).then(() => {
			this.isPausing = false;
			this.beginNext();
		});
	}

	/** Begins the first that waits in the lane whose last turn is the longest ago. */
	private beginOne(): boolean {
		let next: Lane | undefined;
		for (const lane of this.lanes.values()) {
			const isReady = lane.first < lane.waiting.length && lane.running < lane.limit;
			if (isReady && (!next || lane.lastTurn < next.lastTurn)) next = lane;
		}
		const begin = next?.waiting[next.first];
		if (!next || !begin) return false;
		next.first++;
		if (next.first === next.waiting.length) {
			next.waiting = [];
			next.first = 0;
		}
		next.running++;
		this.running++;
		next.lastTurn = ++this.turns;
		begin();
		return true;
	}
}
