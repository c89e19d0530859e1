import type { Event } from './events';

const WINDOW_MS = 60_000;

/** What is held back of one record: its latest event, and those it stands for. */
interface Held {
	event: Event;
	replaced: Event[];
	/** Epoch ms. */
	until: number;
}

/**
 * The loop guard: a record whose events start the workflow too often is slowed down. Its further changes are held back
 * until the minute is over and then handed over as one, the latest: a playbook that starts itself is not stopped by
 * losing events but never runs wild.
 */
export class ChangeRate {
	private readonly times = new Map<string, number[]>();

	private readonly held = new Map<string, Held>();

	private readonly mostPerMinute: number;

	/** @param mostPerMinute events of one record; 0: no limit */
	constructor(mostPerMinute: number) {
		this.mostPerMinute = mostPerMinute;
	}

	/** @returns what may be handed over now; the rest is held back */
	admit(events: readonly Event[], now: number): Event[] {
		if (this.mostPerMinute <= 0) return [...events];
		return events.filter((event) => this.isAdmitted(event, now));
	}

	private isAdmitted(event: Event, now: number): boolean {
		const key = `${event.entity}:${event.id}`;
		const held = this.held.get(key);
		if (held) {
			held.replaced.push(held.event);
			held.event = event;
			return false;
		}
		const recent = (this.times.get(key) ?? []).filter((time) => time > now - WINDOW_MS);
		if (recent.length >= this.mostPerMinute) {
			this.held.set(key, { event, replaced: [], until: (recent[0] ?? now) + WINDOW_MS });
			return false;
		}
		recent.push(now);
		this.times.delete(key);
		this.times.set(key, recent);
		for (const oldest of this.times.keys()) {
			if (this.times.size <= 5_000) break;
			this.times.delete(oldest);
		}
		return true;
	}

	/** When the next held event may go (epoch ms). */
	next(): number | undefined {
		return this.held.size === 0 ? undefined : Math.min(...[...this.held.values()].map(({ until }) => until));
	}

	/** Takes held events whose time has come, each with those it stands for. */
	take(now: number): Event[] {
		const due: Event[] = [];
		for (const [key, { event, replaced, until }] of this.held) {
			if (until > now) continue;
			this.held.delete(key);
			this.times.set(key, [now]);
			due.push({ ...event, kinds: [...new Set([event, ...replaced].flatMap(({ kinds }) => kinds))], replaced });
		}
		return due;
	}

	/** Records that are held back. */
	get size(): number {
		return this.held.size;
	}
}
