import { actorOf } from '../http/authentication.mts';
import type { Instance } from '../instance.mts';
import type { Work } from '../store/work.mts';

/** A source of repeatable chance: every seeded sandbox holds the same. */
export class Chance {
	#state: number;

	constructor(seed: number) {
		this.#state = seed;
	}

	/** From 0 to below 1 (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	pick<T>(items: readonly T[]): T {
		const item = items[this.between(0, items.length - 1)];
		if (item === undefined) throw new Error('nothing to pick from');
		return item;
	}

	/** True in `share` of the cases. */
	happens(share: number): boolean {
		return this.next() < share;
	}

	hex(digits: number): string {
		return Array.from({ length: digits }, () => this.between(0, 15).toString(16)).join('');
	}
}

/** Lets the people of the seed act at moments of the past. */
export class Cast {
	readonly instance: Instance;
	readonly chance = new Chance(20_260_401);

	constructor(instance: Instance) {
		this.instance = instance;
	}

	/** One transaction of a user at a moment (ms). */
	act<T>(login: string, at: number, body: (work: Work) => T): Promise<T> {
		const user = this.instance.store.table('user').firstBy('login', login);
		if (user === undefined) throw new Error(`nobody is called ${login}`);
		this.instance.faults.nextStamp = Math.min(Math.round(at), this.instance.now());
		return this.instance.write(actorOf(this.instance.store, user), body);
	}
}
