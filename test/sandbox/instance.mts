import { randomBytes } from 'node:crypto';
import { Faults } from './faults.mts';
import type { Scope } from './query/field.mts';
import type { DataFile } from './store/dataFile.mts';
import type { FileStore } from './store/files.mts';
import { Store } from './store/store.mts';
import { Work, commit } from './store/work.mts';
import type { Actor } from './store/work.mts';
import { Streams } from './stream/streams.mts';
import type { StreamTimings } from './stream/stream.mts';
import { Webhooks } from './stream/webhooks.mts';

export interface InstanceOptions {
	readonly timings: StreamTimings;
	readonly files: FileStore;
	/** ms */
	readonly clock: () => number;
	/** How long a Cortex job or action takes, ms. */
	readonly cortexJobMs: number;
}

export interface Session {
	readonly userId: string;
	readonly organisationId: string;
}

/** One TheHive: its state, clock, faults, streams and sessions. Knows nothing of HTTP. */
export class Instance {
	readonly store = new Store();
	readonly faults = new Faults();
	readonly streams: Streams;
	readonly webhooks = new Webhooks(this.faults);
	readonly files: FileStore;
	readonly sessions = new Map<string, Session>();
	readonly cortexJobMs: number;
	readonly startedAt: number;
	readonly #clock: () => number;
	readonly #timers = new Set<ReturnType<typeof setTimeout>>();
	readonly #requestPrefix = randomBytes(8).toString('hex');
	#requests = 0;
	/** Where transactions are written before they are acknowledged; none: memory only. */
	dataFile: DataFile | undefined;

	constructor(options: InstanceOptions) {
		this.streams = new Streams(this.store, options.timings);
		this.files = options.files;
		this.#clock = options.clock;
		this.cortexJobMs = options.cortexJobMs;
		this.startedAt = this.now();
	}

	/** The server's clock, ms. */
	now(): number {
		return this.#clock() + this.faults.clockSkewMs;
	}

	scope(actor: Actor): Scope {
		return { store: this.store, actor, now: this.now() };
	}

	/**
	 * Runs one transaction for the actor; resolves once it is kept and published.
	 * @throws what `body` throws; then nothing has changed
	 */
	async write<T>(actor: Actor, body: (work: Work) => T): Promise<T> {
		const stamp = this.faults.takeStamp() ?? this.now();
		this.#requests += 1;
		const work = new Work(this.store, actor, stamp, `${this.#requestPrefix}:${this.#requests}`);
		const { result, changes, audits } = commit(work, body);
		if (this.faults.indexDelayMs > 0) this.store.delayIndex(changes, this.faults.indexDelayMs);
		this.streams.publish(audits);
		this.webhooks.publish(audits, this.store, stamp);
		await this.dataFile?.append(changes);
		return result;
	}

	/** Runs `action` after `ms`, unless the instance is closed before. */
	later(ms: number, action: () => Promise<void>): void {
		const timer = setTimeout(() => {
			this.#timers.delete(timer);
			action().catch((error: unknown) => console.error(error));
		}, ms);
		this.#timers.add(timer);
	}

	/** What a restart loses: streams and sessions. */
	forget(): void {
		this.streams.dropAll();
		this.sessions.clear();
	}

	async close(): Promise<void> {
		for (const timer of this.#timers) clearTimeout(timer);
		this.#timers.clear();
		this.forget();
		this.webhooks.close();
		await this.dataFile?.close();
		this.files.close();
	}
}
