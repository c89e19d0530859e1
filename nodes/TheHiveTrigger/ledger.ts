import type { EntityName, StampField } from './entities';
import { STAMP_FIELDS } from './entities';
import type { Snapshot } from './snapshot';

/**
 * How far (ms) behind the newest stamp the trigger looks for records it does not know: transactions that commit late with
 * an early stamp, nodes whose clocks differ, an index that lags.
 */
export const OVERLAP_MS = 300_000;

/** Keys remembered per kind of record and stamp; more only while so many records changed within the overlap. */
export const MOST_KEYS = 20_000;

/** Records per kind whose last state is remembered. */
export const MOST_SNAPSHOTS = 5_000;

/** What is known of one kind of record by one of its stamps. */
export interface Track {
	/** Whether it was decided where to begin; until then nothing may be looked through. */
	ready: boolean;
	/** Newest stamp (epoch ms, the server's) up to which records have been looked through; 0 when there was none. */
	cursor: number;
	/** Stamps before this one are never looked at: the date to start from, or where keys had to be forgotten. */
	floor: number;
	/** Keys of what has been handed over (or needs not be) → its stamp. */
	seen: Map<string, number>;
	/** Keys of what is being handed over → its stamp. Not stored: after a crash it is found again. */
	pending: Map<string, number>;
	/** Those of the seen updates that were part of what a creation handed over: an audit may still tell them apart. */
	covered: Set<string>;
}

export interface EntityMemory {
	tracks: Record<StampField, Track>;
	/** By id; the least recently changed first. */
	snapshots: Map<string, Snapshot>;
}

/** Names one change for ever: a creation by the record's id, an update by its id and stamp. */
export function changeKey(field: StampField, id: string, stamp: number): string {
	return field === '_createdAt' ? id : `${id}@${stamp}`;
}

function idOfKey(key: string): string {
	const end = key.indexOf('@');
	return end < 0 ? key : key.slice(0, end);
}

/** A change that has been claimed for delivery, until it is settled or given back. */
export interface Claim {
	entity: EntityName;
	field: StampField;
	key: string;
	stamp: number;
}

export function emptyTrack(): Track {
	return { ready: false, cursor: 0, floor: 0, seen: new Map(), pending: new Map(), covered: new Set() };
}

/**
 * What the trigger knows: how far each kind of record has been looked through, what was handed over, and the last states.
 * Pure memory: no clock, no network. The same change is claimed once, whichever source brings it first.
 */
export class Ledger {
	private readonly memories = new Map<EntityName, EntityMemory>();

	/**
	 * Creations up to this stamp (epoch ms) may have been handed over before a crash without having been noted: then
	 * handing them over again reaches nobody.
	 */
	private doubtfulUntil = 0;

	/** Deletions and merges, which no query finds again: known for as long as there is room. */
	private readonly passing = new Set<string>();

	/** Notes that this memory was read from what was stored. */
	resume(): void {
		this.doubtfulUntil = Infinity;
	}

	/** Whether the creation of a record may have been handed over before what is remembered. */
	isDoubtful(createdAt: number): boolean {
		return createdAt <= this.doubtfulUntil;
	}

	memory(entity: EntityName): EntityMemory {
		const known = this.memories.get(entity);
		if (known) return known;
		const memory: EntityMemory = { tracks: { _createdAt: emptyTrack(), _updatedAt: emptyTrack() }, snapshots: new Map() };
		this.memories.set(entity, memory);
		return memory;
	}

	track(entity: EntityName, field: StampField): Track {
		return this.memory(entity).tracks[field];
	}

	/** Forgets what is not watched any more: watched again later, it begins anew. */
	keepOnly(watched: (entity: EntityName, field: StampField) => boolean): void {
		for (const [entity, { tracks }] of this.memories) {
			for (const field of STAMP_FIELDS) if (!watched(entity, field)) tracks[field] = emptyTrack();
			if (STAMP_FIELDS.every((field) => !watched(entity, field))) this.memories.delete(entity);
		}
	}

	entities(): EntityName[] {
		return [...this.memories.keys()];
	}

	/** From which stamp (epoch ms) on records have to be looked through again. */
	lookFrom(entity: EntityName, field: StampField): number {
		const { cursor, floor, pending } = this.track(entity, field);
		return Math.max(Math.min(cursor, ...pending.values()) - OVERLAP_MS, floor, 0);
	}

	isKnown({ entity, field, key }: Claim): boolean {
		const { seen, pending } = this.track(entity, field);
		return seen.has(key) || pending.has(key);
	}

	/** Takes a change for delivery. @returns whether nobody had it before */
	claim(claim: Claim): boolean {
		if (this.isKnown(claim)) return false;
		this.track(claim.entity, claim.field).pending.set(claim.key, claim.stamp);
		return true;
	}

	/** Notes that a change was handed over, or that nobody wants it. */
	settle({ entity, field, key, stamp }: Claim): void {
		const { seen, pending } = this.track(entity, field);
		pending.delete(key);
		seen.set(key, stamp);
	}

	/** Gives a change back that could not be handed over: it will be found again, by whatever state it has then. */
	release({ entity, field, key }: Claim): void {
		this.track(entity, field).pending.delete(key);
		this.drop(entity, idOfKey(key));
	}

	/** Ids of records with changes that are being handed over. */
	pendingIds(entity: EntityName): Set<string> {
		const { _createdAt, _updatedAt } = this.memory(entity).tracks;
		return new Set([..._createdAt.pending.keys(), ..._updatedAt.pending.keys()].map(idOfKey));
	}

	/** Notes that an update is part of what a creation hands over. */
	cover(claim: Claim): void {
		if (this.isKnown(claim)) return;
		this.settle(claim);
		this.track(claim.entity, claim.field).covered.add(claim.key);
	}

	/** Makes a covered update claimable: an audit told that it was a change of its own. */
	uncover({ entity, field, key }: Claim): void {
		const { seen, covered } = this.track(entity, field);
		if (covered.delete(key)) seen.delete(key);
	}

	/** Takes a deletion or merge for delivery. @returns whether it was not known */
	claimPassing(eventId: string): boolean {
		if (this.passing.has(eventId)) return false;
		this.passing.add(eventId);
		for (const oldest of this.passing) {
			if (this.passing.size <= 1000) break;
			this.passing.delete(oldest);
		}
		return true;
	}

	/**
	 * Notes that all records up to a stamp have been looked through and claimed, and forgets keys that the overlap does not reach.
	 * @param serverNow the server's clock (epoch ms): a stamp from the future does not carry the cursor away
	 */
	advance(entity: EntityName, field: StampField, stamp: number, serverNow: number): void {
		const track = this.track(entity, field);
		track.cursor = Math.min(Math.max(track.cursor, stamp), serverNow);
		this.doubtfulUntil = Math.min(this.doubtfulUntil, serverNow + OVERLAP_MS);
		this.forget(entity, field);
	}

	private forget(entity: EntityName, field: StampField): void {
		const track = this.track(entity, field);
		const from = this.lookFrom(entity, field);
		this.forgetBefore(track, from);
		if (track.seen.size <= MOST_KEYS) return;
		const stamps = [...track.seen.values()].sort((a, b) => a - b);
		// nothing behind the cursor, or still on its way, may fall below the floor: it would never be looked at again
		const floor = Math.min(stamps[track.seen.size - MOST_KEYS] ?? 0, track.cursor, ...track.pending.values());
		// keys of one stamp are forgotten or kept together, or some records would be found again
		track.floor = Math.max(track.floor, floor);
		this.forgetBefore(track, track.floor);
	}

	private forgetBefore({ seen, covered }: Track, from: number): void {
		for (const [key, stamp] of seen) {
			if (stamp >= from) continue;
			seen.delete(key);
			covered.delete(key);
		}
	}

	snapshot(entity: EntityName, id: string): Snapshot | undefined {
		return this.memory(entity).snapshots.get(id);
	}

	/** Remembers the last state of a record. */
	remember(entity: EntityName, id: string, snapshot: Snapshot): void {
		const { snapshots } = this.memory(entity);
		snapshots.delete(id);
		snapshots.set(id, snapshot);
		for (const oldest of snapshots.keys()) {
			if (snapshots.size <= MOST_SNAPSHOTS) break;
			snapshots.delete(oldest);
		}
	}

	/** Forgets a record that is gone. */
	drop(entity: EntityName, id: string): void {
		this.memory(entity).snapshots.delete(id);
	}

	/** How many keys a look at this kind of record has to tell apart. */
	size(entity: EntityName, field: StampField): number {
		const { seen, pending } = this.track(entity, field);
		return seen.size + pending.size;
	}
}
