import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { pause } from '../shared/pipeline';
import type { Delivery } from './delivery';
import type { EntityName } from './entities';
import type { Event, Wanted } from './events';
import { eventsOf, mergeOf, wantedStamps } from './events';
import { openStream, readStream } from './eventStream';
import type { Ledger } from './ledger';
import type { LookContext } from './look';
import type { Looking } from './looking';
import { newsOf } from './observation';
import type { Observation } from './observation';
import type { Outage } from './outage';
import { asError } from './outage';

/** A server without streams is asked again after so long (ms): it may have been upgraded. */
const STREAM_RETRY_MS = 3_600_000;

/** A stream that is lost sooner (ms) than this after it was lost before is not opened again at once. */
const SHORT_LIFE_MS = 1_500;

/** Statuses by which a server says that it has no streams, or that this user may not have one. */
const NO_STREAM = new Set(['403', '404', '405', '410', '501']);

function statusOf(error: unknown): string {
	return error instanceof NodeApiError ? (error.httpCode ?? '') : '';
}

export interface ListeningOptions {
	context: ITriggerFunctions;
	look: LookContext;
	ledger: Ledger;
	wanted: Wanted;
	delivery: Delivery;
	looking: Looking;
	outage: Outage;
	/** Between two looks where there is no stream (ms). */
	pollMs: number;
	stop: AbortSignal;
}

/** Reads the event stream, for as long as the trigger runs; opens it again whenever it is lost. */
export class Listening {
	private readonly options: ListeningOptions;

	constructor(options: ListeningOptions) {
		this.options = options;
	}

	/** Listens until it is stopped. */
	async run(): Promise<void> {
		const { context, looking, outage, stop } = this.options;
		let streamId: string | undefined;
		let lostAt = 0;
		while (!stop.aborted) {
			try {
				streamId ??= await this.open();
				if (streamId === undefined) {
					await pause(STREAM_RETRY_MS, stop);
					continue;
				}
				await this.hear(await this.nextElements(streamId));
			} catch (error) {
				if (stop.aborted) return;
				if (statusOf(error) === '404') streamId = undefined;
				// a batch may have been lost on its way
				looking.everythingSoon();
				const lived = Date.now() - lostAt;
				lostAt = Date.now();
				// a stream that is lost after a while is usual: a restart, a proxy with less patience than TheHive
				if (lived > SHORT_LIFE_MS) context.logger.debug(`TheHive SOC Trigger: the event stream was lost: ${String(error)}`);
				else await outage.failed('event stream', error);
			}
		}
	}

	/** What the stream tells next. */
	private async nextElements(streamId: string): Promise<IDataObject[]> {
		const { context, look, outage, stop } = this.options;
		const reading = readStream(context, streamId, look.request);
		// a poll that waits works; what it answers may take a minute
		await Promise.race([reading, pause(SHORT_LIFE_MS, stop)]);
		outage.works('event stream');
		return await reading;
	}

	/** @returns the stream's id, or nothing where the server has no streams */
	private async open(): Promise<string | undefined> {
		const { context, look, looking, pollMs } = this.options;
		const opened = await openStream(context, look.request).catch(asError);
		const isStream = typeof opened === 'string';
		if (!isStream && !NO_STREAM.has(statusOf(opened))) throw opened;
		if (isStream) context.logger.debug('TheHive SOC Trigger: reads the event stream');
		else context.logger.info(`TheHive SOC Trigger: the server has no event stream for this user, changes are looked for every ${pollMs / 1000} s`);
		looking.isStreaming = isStream;
		looking.everythingSoon();
		return isStream ? opened : undefined;
	}

	/** Takes in what the stream tells: at once where it carries the records, else by a look at them. */
	private async hear(elements: readonly IDataObject[]): Promise<void> {
		const { ledger, wanted, delivery, looking } = this.options;
		const news = elements.map(newsOf).sort((a, b) => a.at - b.at);
		const events: Event[] = [];
		for (const { observations, lookFor, at } of news) {
			const unseen = new Set(lookFor.filter(({ entity, action }) => this.isWatched(entity, action)).map(({ entity }) => entity));
			for (const observation of observations) {
				if (!this.isFiltered(observation)) {
					events.push(...eventsOf(ledger, wanted, observation));
				} else if (wanted.verbs.has(observation.entity)) {
					events.push(...mergeOf(ledger, wanted, observation));
					unseen.add(observation.entity);
				}
			}
			for (const entity of unseen) looking.whatWasTold(entity, at);
		}
		looking.whereKeysPileUp();
		await delivery.deliver(events);
	}

	private isWatched(entity: EntityName, action: 'create' | 'update'): boolean {
		const { wanted } = this.options;
		return wanted.verbs.has(entity) && wantedStamps(wanted, entity).includes(action === 'create' ? '_createdAt' : '_updatedAt');
	}

	/** Only TheHive itself can tell whether a record meets the user's filter; what is gone meets none. */
	private isFiltered({ entity, action }: Observation): boolean {
		return action !== 'delete' && this.options.look.filterOf(entity) !== undefined;
	}
}
