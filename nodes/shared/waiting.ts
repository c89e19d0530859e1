import { pause } from './pipeline';

/** How long and how often a slow thing is looked at. */
export interface Patience {
	/** All in all (ms). */
	timeoutMs: number;
	/** Ends the waiting at once; the next look then tells why. */
	abortSignal?: AbortSignal;
}

const FIRST_PAUSE_MS = 2_000;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 30_000;

export interface Waited<Value> {
	/** As last seen. */
	value: Value;
	/** False when the time was over before it was done. */
	done: boolean;
}

/**
 * Looks at something until it is done: after 2 s, then after half as long again each time, at most every 30 s.
 * @param value as it is known at the beginning
 * @param look gives it anew; its errors end the waiting
 */
export async function waitUntil<Value>(value: Value, isDone: (value: Value) => boolean, look: () => Promise<Value>, { timeoutMs, abortSignal }: Patience): Promise<Waited<Value>> {
	const end = Date.now() + timeoutMs;
	let current = value;
	for (let wait = FIRST_PAUSE_MS; !isDone(current); wait = Math.min(wait * GROWTH, LONGEST_PAUSE_MS)) {
		const left = end - Date.now();
		if (left <= 0) return { value: current, done: false };
		await pause(Math.min(wait, left), abortSignal);
		current = await look();
	}
	return { value: current, done: true };
}
