import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError, sleep } from 'n8n-workflow';
import { pause } from '../shared/pipeline';
import { theHiveObject } from '../shared/request';
import { begin } from './beginning';
import { ChangeRate } from './changeRate';
import type { EntityName, StampField } from './entities';
import { STAMP_FIELDS } from './entities';
import type { Event, Wanted } from './events';
import { eventsOf, rememberedFields, wantedStamps } from './events';
import { openStream, readStream } from './eventStream';
import type { BackgroundRequest } from './eventStream';
import { HandOver } from './handOver';
import { itemsOf } from './include';
import { Ledger } from './ledger';
import type { LookContext } from './look';
import { newsOf } from './observation';
import type { Observation } from './observation';
import { asError, Outage } from './outage';
import { Plan } from './plan';
import { recentEvents } from './recentEvents';
import { Search } from './search';
import type { TriggerSettings } from './settings';
import type { Origin } from './state';
import { readState, storedState } from './state';

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

/** A server without streams is asked again after so long (ms): it may have been upgraded. */
const STREAM_RETRY_MS = 3_600_000;

/** Keys since the last look from the cursor that make the next one due. */
const MANY_KEYS = 4_000;

/** State is stored at most so often (ms). */
const STORE_MS = 1_000;

/** Under which name the state stands in the node's static data. */
const STATE_KEY = 'state';

/** A stream that ends sooner (ms) than this is not opened again at once. */
const SHORT_LIFE_MS = 1_500;

/** Statuses by which a server says that it has no streams, or that this user may not have one. */
const NO_STREAM = new Set(['403', '404', '405', '410', '501']);

function statusOf(error: unknown): string {
	return error instanceof NodeApiError ? (error.httpCode ?? '') : '';
}

/** Watches TheHive: reads the event stream, looks through the records, hands over what is new. */
export class Watch {
	private readonly stop = new AbortController();

	private readonly request: BackgroundRequest;

	private readonly look: LookContext;

	private readonly outage: Outage;

	private readonly plan = new Plan();

	private readonly rate: ChangeRate;

	private readonly handOver: HandOver;

	private readonly wanted: Wanted;

	private readonly ignored = new Set<string>();

	private readonly ledger: Ledger;

	private readonly search: Search;

	private streaming = false;

	private prepared = false;

	/** Whether the state belongs into the workflow's static data: not for a test run. */
	private readonly durable: boolean;

	private storedAt = 0;

	/** When a kind of record was last looked through from the cursor (epoch ms of n8n's clock). */
	private readonly lookedAt = new Map<EntityName, number>();

	private slowed = false;

	private loops: Promise<unknown> = Promise.resolve();

	private wake: () => void = () => undefined;

	private readonly context: ITriggerFunctions;

	private readonly settings: TriggerSettings;

	private readonly origin: Origin;

	constructor(context: ITriggerFunctions, settings: TriggerSettings, origin: Origin) {
		this.context = context;
		this.settings = settings;
		this.origin = origin;
		const { logger } = context;
		this.durable = context.getMode() !== 'manual';
		this.request = { settings: settings.request, abortSignal: this.stop.signal };
		this.look = {
			context,
			request: this.request,
			filterOf: (entity) => (entity === settings.filterEntity ? settings.filter : undefined),
		};
		this.wanted = { verbs: settings.verbs, changes: settings.changes, ignoredUsers: this.ignored };
		this.ledger = this.stored() ?? new Ledger();
		this.search = new Search(this.look, this.ledger, this.wanted, async (events) => await this.deliver(events));
		this.outage = new Outage(logger);
		this.rate = new ChangeRate(settings.mostPerMinute);
		this.handOver = new HandOver({
			emit: (items, done, key) => context.emit([items], undefined, done, key),
			deferred: () => context.helpers.createDeferredPromise(),
			describe: async (events) => await itemsOf(context, this.request, settings, events),
			settle: (events) => this.settle(events),
			release: (events) => this.release(events),
			store: () => this.store(false),
			scope: ['thehive', context.getWorkflow().id ?? '', context.getNode().id, origin.instance, origin.start].join(':'),
			batched: settings.batched,
			logger,
			stop: this.stop.signal,
		});
	}

	/** The ledger as it was stored, as far as it is about what is watched now. */
	private stored(): Ledger | undefined {
		const ledger = this.durable ? readState(this.staticData()[STATE_KEY], this.origin) : undefined;
		ledger?.keepOnly((entity, field) => wantedStamps(this.wanted, entity).includes(field));
		return ledger;
	}

	/** Whether it is known from before where everything that is watched goes on. */
	goesOn(): boolean {
		return this.tracks().every(([entity, field]) => this.ledger.track(entity, field).ready);
	}

	/**
	 * What must be known before anything can be told: who the user is, and where what is new begins.
	 * @throws NodeApiError when TheHive cannot be read
	 */
	async prepare(): Promise<void> {
		await this.readIgnored();
		for (const [entity, field] of this.tracks()) {
			const track = this.ledger.track(entity, field);
			if (!track.ready) await begin(this.look, this.ledger, entity, field, this.settings.startDate);
			if (this.settings.catchUpMs > 0) track.floor = Math.max(track.floor, Date.now() - this.settings.catchUpMs);
		}
		this.prepared = true;
		this.store(true);
	}

	/** Starts watching in the background. */
	start(): void {
		this.loops = this.run().catch((error: unknown) => {
			if (!this.stop.signal.aborted) this.context.emitError(asError(error));
		});
	}

	/** A test run: what happened last, or else the next thing that happens. */
	async test(): Promise<void> {
		await this.readIgnored();
		const events = await recentEvents(this.look, this.wanted, this.settings.batched);
		if (events.length === 0) return this.start();
		this.context.emit([await itemsOf(this.context, this.request, this.settings, events)]);
	}

	/** Watches until it is stopped. */
	private async run(): Promise<void> {
		while (!this.prepared && !this.stop.signal.aborted) {
			try {
				await this.prepare();
				this.outage.works('queries');
			} catch (error) {
				await pause(this.outage.failed('queries', error), this.stop.signal);
			}
		}
		await Promise.all([this.listen(), this.lookAround()]);
	}

	/** Stops: cuts the long poll and whatever waits. */
	async close(): Promise<void> {
		this.stop.abort();
		this.wake();
		this.handOver.close();
		this.store(true);
		await Promise.race([this.loops, sleep(500)]);
	}

	private staticData(): IDataObject {
		return this.context.getWorkflowStaticData('node');
	}

	private tracks(): Array<[EntityName, StampField]> {
		return [...this.settings.verbs.keys()].flatMap((entity) => wantedStamps(this.wanted, entity).map((field): [EntityName, StampField] => [entity, field]));
	}

	private async readIgnored(): Promise<void> {
		const { ignore, users } = this.settings;
		if (ignore === 'users') for (const user of users) this.ignored.add(user.toLowerCase());
		if (ignore !== 'ownUser' || this.ignored.size > 0) return;
		const { login } = await theHiveObject(this.context, { ...this.request, method: 'GET', path: '/user/current', holdsPlace: true });
		if (typeof login === 'string') this.ignored.add(login.toLowerCase());
	}

	private settle(events: readonly Event[]): void {
		for (const { claim } of events) if (claim) this.ledger.settle(claim);
	}

	private release(events: readonly Event[]): void {
		for (const { claim } of events) if (claim) this.ledger.release(claim);
	}

	/** Puts the state where n8n saves it with the next run that is started. */
	private store(now: boolean): void {
		if (!this.durable || (!now && Date.now() - this.storedAt < STORE_MS)) return;
		this.storedAt = Date.now();
		this.staticData()[STATE_KEY] = storedState(this.ledger, this.origin, (entity) => rememberedFields(this.wanted, entity));
	}

	/** The event stream, for as long as the trigger runs; opened again whenever it is lost. */
	private async listen(): Promise<void> {
		let streamId: string | undefined;
		while (!this.stop.signal.aborted) {
			let waitingSince = Date.now();
			try {
				streamId ??= await this.open();
				if (streamId === undefined) {
					await pause(STREAM_RETRY_MS, this.stop.signal);
					continue;
				}
				waitingSince = Date.now();
				await this.hear(await this.nextElements(streamId));
			} catch (error) {
				if (this.stop.signal.aborted) return;
				if (statusOf(error) === '404') streamId = undefined;
				// a batch may have been lost on its way
				this.lookAtAll();
				// a poll that was cut after a while is usual: a restart, a proxy with less patience than TheHive
				if (Date.now() - waitingSince > SHORT_LIFE_MS) this.context.logger.debug(`TheHive SOC Trigger: the event stream was cut: ${String(error)}`);
				else await pause(this.outage.failed('event stream', error), this.stop.signal);
			}
		}
	}

	/** What the stream tells next. */
	private async nextElements(streamId: string): Promise<IDataObject[]> {
		const reading = readStream(this.context, streamId, this.request);
		// a poll that waits works; what it answers may take a minute
		await Promise.race([reading, pause(SHORT_LIFE_MS, this.stop.signal)]);
		this.outage.works('event stream');
		return await reading;
	}

	/** @returns the stream's id, or nothing where the server has no streams */
	private async open(): Promise<string | undefined> {
		const { logger } = this.context;
		const opened = await openStream(this.context, this.request).catch(asError);
		const isStream = typeof opened === 'string';
		if (!isStream && !NO_STREAM.has(statusOf(opened))) throw opened;
		if (isStream) logger.debug('TheHive SOC Trigger: reads the event stream');
		else logger.info(`TheHive SOC Trigger: the server has no event stream for this user, changes are looked for every ${this.settings.pollMs / 1000} s`);
		this.streaming = isStream;
		this.lookAtAll();
		return isStream ? opened : undefined;
	}

	private lookAtAll(): void {
		const now = Date.now();
		for (const entity of this.settings.verbs.keys()) for (const wait of AFTER_GAP_MS) this.plan.add(entity, now + wait);
		this.wake();
	}

	/** Takes in what the stream tells: at once where it carries the records, else by a look at them. */
	private async hear(elements: readonly IDataObject[]): Promise<void> {
		const news = elements.map(newsOf).sort((a, b) => a.at - b.at);
		const now = Date.now();
		const events: Event[] = [];
		for (const { observations, lookFor, at } of news) {
			const unseen = new Set(lookFor.filter(({ entity, action }) => this.isWatched(entity, action)).map(({ entity }) => entity));
			for (const observation of observations) {
				if (!this.isFiltered(observation)) events.push(...eventsOf(this.ledger, this.wanted, observation));
				else if (this.settings.verbs.has(observation.entity)) unseen.add(observation.entity);
			}
			for (const entity of unseen) {
				for (const wait of AFTER_RING_MS) this.plan.add(entity, now + wait, at - PEEK_MARGIN_MS, Math.max(200, wait / 3));
			}
		}
		for (const [entity, field] of this.tracks()) {
			const isLongAgo = (this.lookedAt.get(entity) ?? 0) < now - IDLE_REQUEST_MS;
			if (isLongAgo && this.ledger.size(entity, field) > MANY_KEYS) this.plan.add(entity, now);
		}
		this.wake();
		await this.deliver(events);
	}

	private isWatched(entity: EntityName, action: 'create' | 'update'): boolean {
		return this.settings.verbs.has(entity) && wantedStamps(this.wanted, entity).includes(action === 'create' ? '_createdAt' : '_updatedAt');
	}

	/** Only TheHive itself can tell whether a record meets the user's filter; what is gone meets none. */
	private isFiltered({ entity, action }: Observation): boolean {
		return action !== 'delete' && this.look.filterOf(entity) !== undefined;
	}

	private async deliver(events: Event[]): Promise<void> {
		const admitted = this.rate.admit(events, Date.now());
		if (admitted.length < events.length && !this.slowed) {
			this.slowed = true;
			this.context.logger.warn(`TheHive SOC Trigger: a record has more than ${this.settings.mostPerMinute} events in a minute, the further ones are handed over together. Does a playbook start itself?`);
		}
		await this.handOver.deliver(admitted);
	}

	/** Hands over what the loop guard held back. */
	private async deliverHeld(): Promise<void> {
		const due = this.rate.take(Date.now());
		await this.handOver.deliver(due.map(({ event }) => event));
		for (const { replaced } of due) this.settle(replaced);
	}

	/** Looks at the records when it is time to. */
	private async lookAround(): Promise<void> {
		const { signal } = this.stop;
		while (!signal.aborted) {
			const woken = new Promise<void>((resolve) => {
				this.wake = resolve;
			});
			const next = Math.min(this.plan.next() ?? Infinity, this.rate.next() ?? Infinity);
			const wait = Math.min(Math.max(next - Date.now(), 0), IDLE_REQUEST_MS);
			if (wait > 0) await Promise.race([woken, pause(wait, signal)]);
			if (signal.aborted) return;
			const due = this.plan.take(Date.now());
			try {
				await this.deliverHeld();
				if (!due) continue;
				await this.lookAt(due.entity, due.from);
				this.outage.works('queries');
				this.planNext(due.entity);
			} catch (error) {
				if (signal.aborted) return;
				if (due) this.plan.add(due.entity, Date.now());
				else this.lookAtAll();
				await pause(this.outage.failed('queries', error), signal);
			}
		}
	}

	private planNext(entity: EntityName): void {
		const now = Date.now();
		if (!this.streaming) {
			if (!this.plan.hasFull(entity)) this.plan.add(entity, now + this.settings.pollMs);
			return;
		}
		if (!this.plan.hasFull(entity)) this.plan.add(entity, now + Math.max(RECONCILE_MS, this.tracks().length * IDLE_REQUEST_MS));
	}

	/** Looks through a kind of record: from the cursor, or only at what has a stamp from a time on. */
	private async lookAt(entity: EntityName, from: number | undefined): Promise<void> {
		if (from === undefined) this.lookedAt.set(entity, Date.now());
		for (const field of STAMP_FIELDS) {
			if (!wantedStamps(this.wanted, entity).includes(field)) continue;
			if (from === undefined) await this.search.through(entity, field);
			else await this.search.since(entity, field, from);
		}
	}
}
