import type { ITriggerFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { ownLogin } from '../shared/ownLogin';
import { begin } from './beginning';
import { Delivery } from './delivery';
import type { Wanted } from './events';
import { wantedTracks } from './events';
import { itemsOf } from './include';
import { Listening } from './listening';
import type { LookContext } from './look';
import { Looking } from './looking';
import { asError, Outage } from './outage';
import { recentEvents } from './recentEvents';
import type { TriggerSettings } from './settings';
import type { Origin } from './state';
import { StateStore } from './stateStore';

/** Watches TheHive: reads the event stream, looks through the records, hands over what is new. */
export class Watch {
	private readonly stop = new AbortController();

	private readonly look: LookContext;

	private readonly outage: Outage;

	private readonly ignored = new Set<string>();

	private readonly wanted: Wanted;

	private readonly state: StateStore;

	private readonly delivery: Delivery;

	private readonly looking: Looking;

	private readonly listening: Listening;

	private isPrepared = false;

	private running: Promise<unknown> = Promise.resolve();

	private readonly context: ITriggerFunctions;

	private readonly settings: TriggerSettings;

	constructor(context: ITriggerFunctions, settings: TriggerSettings, origin: Origin) {
		this.context = context;
		this.settings = settings;
		const { logger } = context;
		const stop = this.stop.signal;
		this.look = {
			context,
			request: { settings: settings.request, abortSignal: stop },
			filterOf: (entity) => (entity === settings.filterEntity ? settings.filter : undefined),
		};
		this.wanted = { verbs: settings.verbs, changes: settings.changes, ignoredUsers: this.ignored };
		this.state = new StateStore(context, this.wanted, origin);
		const { ledger } = this.state;
		this.outage = new Outage(logger, stop);
		this.delivery = new Delivery({
			emit: (items, done, key) => context.emit([items], undefined, done, key),
			deferred: () => context.helpers.createDeferredPromise(),
			describe: async (events) => await itemsOf(this.look, settings, events),
			store: () => this.state.store(),
			scope: ['thehive', context.getWorkflow().id ?? '', context.getNode().id, origin.instance, origin.start].join(':'),
			batched: settings.batched,
			mostPerMinute: settings.mostPerMinute,
			ledger,
			logger,
			stop,
		});
		const parts = { context, look: this.look, ledger, wanted: this.wanted, delivery: this.delivery, outage: this.outage, pollMs: settings.pollMs, stop };
		this.looking = new Looking(parts);
		this.listening = new Listening({ ...parts, looking: this.looking });
	}

	/** Whether it is known from before where everything that is watched goes on. */
	goesOn(): boolean {
		return wantedTracks(this.wanted).every(([entity, field]) => this.state.ledger.track(entity, field).ready);
	}

	/**
	 * What must be known before anything can be told: who the user is, and where what is new begins.
	 * @throws NodeApiError when TheHive cannot be read
	 */
	async prepare(): Promise<void> {
		await this.readIgnored();
		const { ledger } = this.state;
		const { startDate, catchUpMs } = this.settings;
		for (const [entity, field] of wantedTracks(this.wanted)) {
			const track = ledger.track(entity, field);
			if (!track.ready) await begin(this.look, ledger, entity, field, startDate);
			if (catchUpMs > 0) track.floor = Math.max(track.floor, Date.now() - catchUpMs);
		}
		this.isPrepared = true;
		this.state.store(true);
	}

	/** Starts watching in the background. */
	start(): void {
		this.running = this.run().catch((error: unknown) => {
			if (!this.stop.signal.aborted) this.context.emitError(asError(error));
		});
	}

	/** A test run: what happened last, or else the next thing that happens. */
	async test(): Promise<void> {
		await this.readIgnored();
		const events = await recentEvents(this.look, this.wanted, this.settings.batched);
		if (events.length === 0) return this.start();
		this.context.emit([await itemsOf(this.look, this.settings, events)]);
	}

	/** Watches until it is stopped. */
	private async run(): Promise<void> {
		while (!this.isPrepared && !this.stop.signal.aborted) {
			try {
				await this.prepare();
				this.outage.works('queries');
			} catch (error) {
				await this.outage.failed('queries', error);
			}
		}
		await Promise.all([this.listening.run(), this.looking.run()]);
	}

	/** Stops: cuts the long poll and whatever waits. */
	async close(): Promise<void> {
		this.stop.abort();
		this.delivery.close();
		this.state.store(true);
		await Promise.race([this.running, sleep(500)]);
	}

	private async readIgnored(): Promise<void> {
		const { ignore, users } = this.settings;
		if (ignore === 'users') for (const user of users) this.ignored.add(user.toLowerCase());
		if (ignore !== 'ownUser' || this.ignored.size > 0) return;
		const login = await ownLogin(this.context, { ...this.look.request, holdsPlace: true });
		this.ignored.add(login.toLowerCase());
	}
}
