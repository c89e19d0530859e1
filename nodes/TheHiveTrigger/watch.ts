import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError, sleep } from 'n8n-workflow';
import { pause } from '../shared/pipeline';
import { theHiveObject } from '../shared/request';
import { isObject } from '../shared/values';
import { ChangeRate } from './changeRate';
import type { EntityName, StampField } from './entities';
import { STAMP_FIELDS } from './entities';
import type { Event, Wanted } from './events';
import { eventsOf, needsHistory, rememberedFields, wantedStamps } from './events';
import { openStream, readStream } from './eventStream';
import type { BackgroundRequest } from './eventStream';
import { HandOver } from './handOver';
import { itemsOf } from './include';
import { parentOf } from './eventItem';
import { changeKey, Ledger, OVERLAP_MS } from './ledger';
import { auditsBetween, auditsOf, byIds, newest, pages, stampOfRow } from './look';
import type { LookContext, Range } from './look';
import { newsOf, observationOfRow, updatesByRecord } from './observation';
import type { Observation } from './observation';
import { asError, Outage } from './outage';
import { Plan } from './plan';
import { recentEvents } from './recentEvents';
import type { TriggerSettings } from './settings';
import { snapshotOf } from './snapshot';
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

/** Keys from which on the overlap is looked through by key only. */
const KEYS_ONLY_FROM = 500;

/** Records read at the beginning, whose changes can then be told. */
const BASELINE_ROWS = 500;

/** Records of a page whose audits are asked for one by one. */
const MOST_HISTORIES = 50;

/** A change and its audit may have stamps that differ by so much (ms). */
const AUDIT_MARGIN_MS = 3_000;

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

	private ledger = new Ledger();

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

	/** Takes up the stored state. @returns whether there was one for all that is watched */
	resume(): boolean {
		if (!this.durable) return false;
		const stored = readState(this.staticData()[STATE_KEY], this.origin);
		if (!stored) return false;
		this.ledger = stored;
		stored.keepOnly((entity, field) => wantedStamps(this.wanted, entity).includes(field));
		return this.tracks().every(([entity, field]) => stored.track(entity, field).ready);
	}

	/**
	 * What must be known before anything can be told: who the user is, and where what is new begins.
	 * @throws NodeApiError when TheHive cannot be read
	 */
	async prepare(): Promise<void> {
		await this.readIgnored();
		for (const [entity, field] of this.tracks()) {
			const track = this.ledger.track(entity, field);
			if (!track.ready) await this.begin(entity, field);
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

	/** Decides where to begin: at the date that was given, or behind the newest record there is. */
	private async begin(entity: EntityName, field: StampField): Promise<void> {
		const track = this.ledger.track(entity, field);
		const { startDate } = this.settings;
		if (startDate !== undefined) {
			track.cursor = startDate;
			track.floor = startDate;
			track.ready = true;
			return;
		}
		// records that the filter leaves out now are older than the beginning all the same
		const all: LookContext = { ...this.look, filterOf: () => undefined };
		const { rows, serverNow } = await newest(all, entity, field, BASELINE_ROWS);
		const last = rows[0];
		const cursor = (last && stampOfRow(last, field)) ?? 0;
		for (const row of rows) this.passOver(entity, field, row);
		if (field === '_updatedAt') await this.meet(entity, all);
		const oldest = rows.at(-1);
		const reached = rows.length < BASELINE_ROWS || ((oldest && stampOfRow(oldest, field)) ?? 0) < cursor - OVERLAP_MS;
		if (!reached) {
			const range: Range = { entity, field, from: cursor - OVERLAP_MS, until: cursor, keysOnly: entity !== 'comment' };
			for await (const page of pages(all, range)) for (const row of page.rows) this.passOver(entity, field, row);
		}
		this.ledger.advance(entity, field, cursor, serverNow);
		track.ready = true;
	}

	/** Remembers the newest records, so that what changes on them can be told. */
	private async meet(entity: EntityName, all: LookContext): Promise<void> {
		const { rows } = await newest(all, entity, '_createdAt', BASELINE_ROWS);
		for (const row of rows) {
			const observation = observationOfRow(entity, row);
			if (!observation || this.ledger.snapshot(entity, observation.id)) continue;
			this.ledger.remember(entity, observation.id, snapshotOf(entity, row, observation.updatedAt ?? 0));
		}
	}

	/** Notes a record that was there before: nothing to tell, but its state is known. */
	private passOver(entity: EntityName, field: StampField, row: IDataObject): void {
		const observation = observationOfRow(entity, row);
		const stamp = stampOfRow(row, field);
		if (!observation || stamp === undefined) return;
		this.ledger.settle({ entity, field, key: changeKey(field, observation.id, stamp), stamp });
		// rows that were read by key only have no state
		if (field === '_updatedAt' && Object.keys(row).length > 3) {
			this.ledger.remember(entity, observation.id, snapshotOf(entity, row, observation.updatedAt ?? 0));
		}
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
			await this.deliverHeld();
			const due = this.plan.take(Date.now());
			if (!due) continue;
			try {
				await this.lookAt(due.entity, due.from);
				this.outage.works('queries');
				this.planNext(due.entity);
			} catch (error) {
				if (signal.aborted) return;
				this.plan.add(due.entity, Date.now());
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
		for (const field of STAMP_FIELDS) {
			if (!wantedStamps(this.wanted, entity).includes(field)) continue;
			if (from === undefined) await this.lookThrough(entity, field);
			else await this.take({ entity, field, from: Math.max(from, this.ledger.lookFrom(entity, field)) });
		}
	}

	private async lookThrough(entity: EntityName, field: StampField): Promise<void> {
		this.lookedAt.set(entity, Date.now());
		const from = this.ledger.lookFrom(entity, field);
		const { cursor } = this.ledger.track(entity, field);
		const isLong = this.ledger.size(entity, field) > KEYS_ONLY_FROM && cursor > from && entity !== 'comment';
		if (isLong) await this.takeUnknown({ entity, field, from, until: cursor, keysOnly: true });
		await this.take({ entity, field, from: isLong ? cursor : from }, true);
	}

	/** Looks through a range by key, and reads the records that are not known. */
	private async takeUnknown(range: Range): Promise<void> {
		const { entity, field } = range;
		for await (const { rows } of pages(this.look, range)) {
			const unknown = rows.filter((row) => {
				const stamp = stampOfRow(row, field);
				const id = String(row._id);
				return stamp !== undefined && !this.ledger.isKnown({ entity, field, key: changeKey(field, id, stamp), stamp });
			});
			if (unknown.length > 0) await this.found(entity, await byIds(this.look, entity, unknown.map(({ _id }) => String(_id))));
			if (this.stop.signal.aborted) return;
		}
	}

	/** Hands over what is new in a range; carries the cursor along where it was looked through without a gap. */
	private async take(range: Range, advancing = false): Promise<void> {
		const { entity, field } = range;
		let last = 0;
		let serverNow = 0;
		for await (const page of pages(this.look, range)) {
			await this.found(entity, page.rows);
			if (this.stop.signal.aborted) return;
			last = Math.max(last, ...page.rows.map((row) => stampOfRow(row, field) ?? 0));
			serverNow = page.serverNow;
			// a kind of record that several queries find is looked through only after the last of them
			if (advancing && entity !== 'attachment') this.ledger.advance(entity, field, last, serverNow);
		}
		// where a filter finds nothing for long, the cursor follows the server's clock at a distance
		const passed = this.look.filterOf(entity) === undefined ? last : Math.max(last, serverNow - OVERLAP_MS);
		if (advancing) this.ledger.advance(entity, field, passed, serverNow);
	}

	private async found(entity: EntityName, rows: readonly IDataObject[]): Promise<void> {
		const observations = rows.map((row) => observationOfRow(entity, row)).filter((observation) => observation !== undefined);
		await this.addHistories(entity, observations);
		const events = observations.flatMap((observation) => eventsOf(this.ledger, this.wanted, observation));
		await this.addParents(entity, events);
		await this.deliver(events);
	}

	/** Asks TheHive's audits about changes that cannot be told otherwise: about all together, then about those that are left. */
	private async addHistories(entity: EntityName, observations: Observation[]): Promise<void> {
		const unclear = observations.filter((observation) => needsHistory(this.ledger, this.wanted, observation));
		const together = await this.auditsAround(entity, unclear.map(({ updatedAt }) => updatedAt));
		if (!together) return;
		const updates = updatesByRecord(together);
		for (const observation of unclear) observation.history = updates.get(observation.id);
		const left = unclear.filter(({ history }) => history === undefined);
		if (left.length > MOST_HISTORIES) return;
		for (const observation of left) {
			if (this.stop.signal.aborted) return;
			observation.history = updatesByRecord((await auditsOf(this.look, observation.id)) ?? []).get(observation.id);
		}
	}

	/** Asks TheHive's audits for the parents that rows do not name. */
	private async addParents(entity: EntityName, events: readonly Event[]): Promise<void> {
		if (entity === 'alert' || entity === 'case') return;
		const orphans = events.filter((event) => parentOf(event) === undefined);
		const found = await this.auditsAround(entity, orphans.map(({ at }) => at));
		const contexts = new Map(found?.map(({ objectId, context }) => [String(objectId), context]));
		for (const { id, observation } of orphans) {
			const context = contexts.get(id);
			if (isObject(context)) observation.context = context;
		}
	}

	/** Audits of a kind of record around stamps (epoch ms). */
	private async auditsAround(entity: EntityName, stamps: ReadonlyArray<number | undefined>): Promise<IDataObject[] | undefined> {
		const given = stamps.filter((stamp) => stamp !== undefined);
		if (given.length === 0) return undefined;
		return await auditsBetween(this.look, entity, Math.min(...given) - AUDIT_MARGIN_MS, Math.max(...given) + AUDIT_MARGIN_MS);
	}
}
