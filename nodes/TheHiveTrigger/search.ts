import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/values';
import type { EntityName, StampField } from './entities';
import { parentOf } from './eventItem';
import type { Event, Wanted } from './events';
import { eventsOf, needsHistory } from './events';
import type { Ledger } from './ledger';
import { changeKey } from './ledger';
import { auditsBetween, auditsOf, byIds, newest, pages, stampOfRow } from './look';
import type { LookContext, Range } from './look';
import { observationOfRow, updatesByRecord } from './observation';
import type { Observation } from './observation';

/** Keys from which on the overlap is looked through by key only. */
const KEYS_ONLY_FROM = 500;

/** Records of a page whose audits are asked for one by one. */
const MOST_HISTORIES = 50;

/** A change and its audit may have stamps that differ by so much (ms). */
const AUDIT_MARGIN_MS = 3_000;

/** A filter that finds nothing lets the cursor stay behind for so long (ms). */
const WRITTEN_EVERY_MS = 1_800_000;

/** Finds what is new among TheHive's records, and carries the cursors along. */
export class Search {
	private readonly look: LookContext;

	private readonly ledger: Ledger;

	private readonly wanted: Wanted;

	/** When it was last asked what TheHive has written, by kind of record and stamp (epoch ms of n8n's clock). */
	private readonly askedAt = new Map<string, number>();

	private readonly deliver: (events: Event[]) => Promise<void>;

	/** @param deliver hands events over; where it fails, they are given back to the ledger */
	constructor(look: LookContext, ledger: Ledger, wanted: Wanted, deliver: (events: Event[]) => Promise<void>) {
		this.look = look;
		this.ledger = ledger;
		this.wanted = wanted;
		this.deliver = deliver;
	}

	/** Looks through all that may be new: from the cursor, with the overlap. */
	async through(entity: EntityName, field: StampField): Promise<void> {
		const from = this.ledger.lookFrom(entity, field);
		const { cursor } = this.ledger.track(entity, field);
		const isLong = this.ledger.size(entity, field) > KEYS_ONLY_FROM && cursor > from && entity !== 'comment';
		if (isLong) await this.takeUnknown({ entity, field, from, until: cursor, keysOnly: true });
		await this.take({ entity, field, from: isLong ? cursor : from }, true);
	}

	/** Looks only at what has a stamp (epoch ms) from a time on. */
	async since(entity: EntityName, field: StampField, from: number): Promise<void> {
		await this.take({ entity, field, from: Math.max(from, this.ledger.lookFrom(entity, field)) });
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
			if (this.look.request.abortSignal.aborted) return;
		}
	}

	/** Hands over what is new in a range; carries the cursor along where it was looked through without a gap. */
	private async take(range: Range, advancing = false): Promise<void> {
		const { entity, field } = range;
		const written = advancing ? await this.writtenUntil(entity, field) : 0;
		let last = 0;
		let serverNow = 0;
		for await (const page of pages(this.look, range)) {
			await this.found(entity, page.rows);
			if (this.look.request.abortSignal.aborted) return;
			last = Math.max(last, ...page.rows.map((row) => stampOfRow(row, field) ?? 0));
			serverNow = page.serverNow;
			// a kind of record that several queries find is looked through only after the last of them
			if (advancing && entity !== 'attachment') this.ledger.advance(entity, field, last, serverNow);
		}
		if (advancing) this.ledger.advance(entity, field, Math.max(last, written), serverNow);
	}

	/**
	 * Where a filter finds nothing for long, the cursor follows what TheHive has written, asked for now and then: by TheHive's own
	 * stamps, since the clock in its answers may be that of a proxy, which may be wrong.
	 * @returns the newest stamp (epoch ms) whether it meets the filter or not, as it was before the look that follows; 0 where it is of no use
	 */
	private async writtenUntil(entity: EntityName, field: StampField): Promise<number> {
		const name = `${entity} ${field}`;
		if (this.look.filterOf(entity) === undefined || Date.now() - (this.askedAt.get(name) ?? 0) < WRITTEN_EVERY_MS) return 0;
		this.askedAt.set(name, Date.now());
		const { rows } = await newest({ ...this.look, filterOf: () => undefined }, entity, field, 1);
		return Math.max(0, ...rows.map((row) => stampOfRow(row, field) ?? 0));
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
			if (this.look.request.abortSignal.aborted) return;
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
