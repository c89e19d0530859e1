import { randomInt } from 'node:crypto';
import { visible } from '../behaviour/access.mts';
import { notFound } from '../errors.mts';
import type { ApiError } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import { present } from '../model/present.mts';
import type { Audit } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Actor } from '../store/work.mts';
import { Stream } from './stream.mts';
import type { StreamTimings } from './stream.mts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomId(): string {
	return Array.from({ length: 20 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

function unknown(id: string): ApiError {
	return notFound(`Stream ${id} doesn't exist`);
}

/** The event streams: in memory, at most once, gone after a restart. */
export class Streams {
	readonly #store: Store;
	readonly #timings: StreamTimings;
	readonly #streams = new Map<string, Stream>();

	constructor(store: Store, timings: StreamTimings) {
		this.#store = store;
		this.#timings = timings;
	}

	/** Opens a stream of what the actor may see; returns its id. */
	open(actor: Actor): string {
		const id = randomId();
		this.#streams.set(id, new Stream(actor, this.#timings, () => this.#drop(id)));
		return id;
	}

	/**
	 * Waits for events [S StreamSrv].
	 * @returns OutputStreamAudit[]: main audits, newest first, each with a count of the other audits of its request
	 * @throws NotFoundError (404) for a stream that does not exist any more
	 */
	async poll(id: string, now: () => number): Promise<JsonObject[]> {
		const stream = this.#streams.get(id);
		if (stream === undefined) throw unknown(id);
		return streamEntries(this.#store, await stream.poll(), now());
	}

	/** Gives each stream the audits its creator may see. */
	publish(audits: readonly Audit[]): void {
		for (const stream of this.#streams.values()) {
			const sight = { store: this.#store, actor: stream.actor };
			const seen = audits.filter((audit) => visible(sight, audit));
			if (seen.length > 0) stream.push(seen);
		}
	}

	#drop(id: string): void {
		this.#streams.get(id)?.close(unknown(id));
		this.#streams.delete(id);
	}

	/** Ends all streams, as a restart does; polls that wait get 404. */
	dropAll(): void {
		for (const id of [...this.#streams.keys()]) this.#drop(id);
	}
}

/** Audits as stream and live feed answer them [D OutputStreamAudit]. */
export function streamEntries(store: Store, audits: readonly Audit[], now: number): JsonObject[] {
	const viewer = { store, actor: undefined, now };
	return audits
		.filter(({ mainAction }) => mainAction)
		.toReversed()
		.toSorted((a, b) => b._createdAt - a._createdAt)
		.map((main) => {
			const summary: Record<string, Record<string, number>> = {};
			for (const { requestId, mainAction, objectType, action } of audits) {
				if (mainAction || requestId !== main.requestId) continue;
				const counts = (summary[objectType] ??= {});
				counts[action] = (counts[action] ?? 0) + 1;
			}
			return { base: present(main, viewer), summary };
		});
}
