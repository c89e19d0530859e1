import { pause } from '../shared/pipeline';
import type { Delivery } from './delivery';
import type { EntityName, StampField } from './entities';
import { entityOf } from './entities';
import type { Wanted } from './events';
import { wantedStamps, wantedTracks } from './events';
import type { Ledger } from './ledger';
import type { LookContext } from './look';
import type { Outage } from './outage';
import { Plan } from './plan';
import { Search } from './search';

/** A kind of record is looked through at least so often (ms) while the stream tells of changes at once. */
const RECONCILE_MS = 300_000;

/** While idle, queries cost at most one request in so long (ms). */
const IDLE_REQUEST_MS = 60_000;

/** After the stream was opened anew (ms): what was committed before may be in the index only later. */
const AFTER_GAP_MS = [0, 3_000, 10_000];

/** After the stream told of something it does not carry (ms): the index may lag. */
const AFTER_RING_MS = [0, 1_500, 6_000, 15_000];

/** A look at what the stream told begins so long (ms) before it. */
const PEEK_MARGIN_MS = 5_000;

/** Keys since the last look from the cursor that make the next one due. */
const MANY_KEYS = 4_000;

export interface LookingOptions {
	look: LookContext;
	ledger: Ledger;
	wanted: Wanted;
	delivery: Delivery;
	outage: Outage;
	/** Between two looks where there is no stream (ms). */
	pollMs: number;
	stop: AbortSignal;
}

/** Looks through TheHive's records whenever it is time to. */
export class Looking {
	/** Whether the event stream tells of changes; without it the records are looked through more often. */
	isStreaming = false;

	private readonly plan = new Plan();

	private readonly search: Search;

	/** When a kind of record was last looked through from the cursor (epoch ms of n8n's clock). */
	private readonly lookedAt = new Map<EntityName, number>();

	private readonly tracks: ReadonlyArray<[EntityName, StampField]>;

	/** Requests that a look at everything takes at least. */
	private readonly requests: number;

	private wakeUp: () => void = () => undefined;

	private readonly options: LookingOptions;

	constructor(options: LookingOptions) {
		const { look, ledger, wanted, delivery } = options;
		this.options = options;
		this.tracks = wantedTracks(wanted);
		this.requests = this.tracks.reduce((sum, [entity]) => sum + entityOf(entity).lists(0).length, 0);
		this.search = new Search(look, ledger, wanted, async (events) => await delivery.deliver(events));
	}

	/** Has everything looked through from the cursor: now, and again for what is in the index only later. */
	everythingSoon(): void {
		const now = Date.now();
		for (const entity of this.options.wanted.verbs.keys()) for (const wait of AFTER_GAP_MS) this.plan.add(entity, now + wait);
		this.wakeUp();
	}

	/**
	 * Has a kind of record looked at that the stream told of without carrying it.
	 * @param at when it happened, epoch ms of the server's clock
	 */
	whatWasTold(entity: EntityName, at: number): void {
		const now = Date.now();
		for (const wait of AFTER_RING_MS) this.plan.add(entity, now + wait, at - PEEK_MARGIN_MS, Math.max(200, wait / 3));
		this.wakeUp();
	}

	/** Has kinds of record looked through of which so much happened that their keys should be forgotten. */
	whereKeysPileUp(): void {
		const now = Date.now();
		for (const [entity, field] of this.tracks) {
			const isLongAgo = (this.lookedAt.get(entity) ?? 0) < now - IDLE_REQUEST_MS;
			if (isLongAgo && this.options.ledger.size(entity, field) > MANY_KEYS) this.plan.add(entity, now);
		}
		this.wakeUp();
	}

	/** Looks until it is stopped. */
	async run(): Promise<void> {
		const { delivery, outage, stop } = this.options;
		while (!stop.aborted) {
			await this.untilDue();
			if (stop.aborted) return;
			const due = this.plan.take(Date.now());
			try {
				await delivery.deliverHeld();
				if (!due) continue;
				await this.lookAt(due.entity, due.from);
				outage.works('queries');
				this.planNext(due.entity);
			} catch (error) {
				if (stop.aborted) return;
				if (due) this.plan.add(due.entity, Date.now());
				else this.everythingSoon();
				await outage.failed('queries', error);
			}
		}
	}

	private async untilDue(): Promise<void> {
		const { delivery, stop } = this.options;
		const woken = new Promise<void>((resolve) => {
			this.wakeUp = resolve;
		});
		const next = Math.min(this.plan.next() ?? Infinity, delivery.nextHeld() ?? Infinity);
		const wait = Math.min(Math.max(next - Date.now(), 0), IDLE_REQUEST_MS);
		if (wait > 0) await Promise.race([woken, pause(wait, stop)]);
	}

	private planNext(entity: EntityName): void {
		if (this.plan.hasFull(entity)) return;
		const wait = this.isStreaming ? Math.max(RECONCILE_MS, this.requests * IDLE_REQUEST_MS) : this.options.pollMs;
		this.plan.add(entity, Date.now() + wait);
	}

	/** Looks through a kind of record: from the cursor, or only at what has a stamp from a time on. */
	private async lookAt(entity: EntityName, from: number | undefined): Promise<void> {
		if (from === undefined) this.lookedAt.set(entity, Date.now());
		for (const field of wantedStamps(this.options.wanted, entity)) {
			if (from === undefined) await this.search.through(entity, field);
			else await this.search.since(entity, field, from);
		}
	}
}
