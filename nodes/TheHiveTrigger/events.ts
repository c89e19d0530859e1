import type { IDataObject } from 'n8n-workflow';
import type { EntityName, StampField } from './entities';
import type { EventKind, SpecialChange } from './eventKinds';
import { kindOf, SPECIAL_CHANGES } from './eventKinds';
import type { Claim, Ledger } from './ledger';
import { changeKey } from './ledger';
import type { AuditFacts, Observation } from './observation';
import type { FieldChange, Snapshot } from './snapshot';
import { changedKeys, changesBetween, snapshotOf } from './snapshot';

/**
 * An update so soon (ms) after the creation belongs to it where nothing tells otherwise: TheHive adds observables to an
 * alert, and shares a case, right after it has created them.
 */
const BIRTH_MS = 1_000;

/** An audit's stamp and its record's may differ by so much (ms). */
const HISTORY_MARGIN_MS = 2_000;

/** A field whose change starts the workflow. Empty values stand for any. */
export interface WatchedChange {
	field: string;
	from: string;
	to: string;
}

/** Which changes are wanted. */
export interface Wanted {
	/** Verbs by kind of record: `created`, `updated`, `closed` … */
	verbs: ReadonlyMap<EntityName, ReadonlySet<string>>;
	/** "Updated" only counts when one of these fields has changed; all when empty. */
	changes: readonly WatchedChange[];
	/** Changes made by these users (lower case) do not count. */
	ignoredUsers: ReadonlySet<string>;
}

/** One thing that happened, to be handed over. */
export interface Event {
	/** Stable: the same change has it whenever and wherever it is found. */
	eventId: string;
	/** What happened, the most telling first: `alert.closed`, `alert.updated`. */
	kinds: EventKind[];
	entity: EntityName;
	id: string;
	/** Epoch ms of the server's clock. */
	at: number;
	by: string;
	/** Nothing where neither the server nor the memory can tell. */
	changes?: FieldChange[];
	record?: IDataObject;
	observation: Observation;
	/** What has to be settled once it is handed over; deletions and merges have none. */
	claim?: Claim;
	/** Earlier events of the record that the loop guard hands over with this one: what becomes of it becomes of them. */
	replaced?: readonly Event[];
}

/** Stamps by which a kind of record has to be looked through for what is wanted. */
export function wantedStamps(wanted: Wanted, entity: EntityName): StampField[] {
	const verbs = wanted.verbs.get(entity) ?? new Set<string>();
	const changing = verbs.has('updated') || (SPECIAL_CHANGES[entity] ?? []).some(({ verb }) => verbs.has(verb));
	return [...(verbs.has('created') ? ['_createdAt' as const] : []), ...(changing ? ['_updatedAt' as const] : [])];
}

/** What has to be looked through for what is wanted: kinds of record, and by which of their stamps. */
export function wantedTracks(wanted: Wanted): Array<[EntityName, StampField]> {
	return [...wanted.verbs.keys()].flatMap((entity) => wantedStamps(wanted, entity).map((field): [EntityName, StampField] => [entity, field]));
}

/** Fields whose last value must be known to tell what changed, after a restart too. */
export function rememberedFields(wanted: Wanted, entity: EntityName): string[] {
	const verbs = wanted.verbs.get(entity);
	const special = (SPECIAL_CHANGES[entity] ?? []).filter(({ verb }) => verbs?.has(verb)).map(({ field }) => field);
	return [...new Set([...special, ...wanted.changes.map(({ field }) => field)])];
}

function isIgnored(wanted: Wanted, user: string | undefined): boolean {
	return user !== undefined && wanted.ignoredUsers.has(user.toLowerCase());
}

function shownValue(value: unknown): string {
	return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function contains(value: unknown, wanted: string): boolean {
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	return entries.some((entry) => shownValue(entry).toLowerCase() === wanted.toLowerCase());
}

/** Whether the changes contain a watched one. What is not known is taken for a match: nothing may be lost. */
function matches(watched: WatchedChange, changes: FieldChange[] | undefined, fields: Snapshot['fields']): boolean {
	const toFits = (value: unknown) => watched.to === '' || contains(value, watched.to);
	if (!changes) return toFits(fields[watched.field]);
	return changes.some(
		(change) =>
			change.field === watched.field &&
			toFits(change.to) &&
			(watched.from === '' || !('from' in change) || contains(change.from, watched.from)),
	);
}

/** Whether a special change has happened: seen in the changes, or by the time the record tells. */
function happened(special: SpecialChange, record: IDataObject, changes: FieldChange[] | undefined, since: number): boolean {
	if (!special.holds(record)) return false;
	const change = changes?.find(({ field }) => field === special.field);
	if (change && 'from' in change) return special.from === undefined || change.from === special.from;
	if (change) return special.mayComeFrom?.(record) ?? true;
	const stamp = special.stamp === undefined ? undefined : record[special.stamp];
	// the state before is not known: the record's own time decides
	return changes === undefined && typeof stamp === 'number' && stamp >= since;
}

function kindsOfUpdate(wanted: Wanted, observation: Observation, changes: FieldChange[] | undefined, after: Snapshot, since: number): EventKind[] {
	const { entity, record = {} } = observation;
	const verbs = wanted.verbs.get(entity) ?? new Set<string>();
	const kinds = (SPECIAL_CHANGES[entity] ?? [])
		.filter((special) => verbs.has(special.verb) && happened(special, record, changes, since))
		.map(({ verb }) => kindOf(entity, verb));
	const counts = wanted.changes.length === 0 || wanted.changes.some((watched) => matches(watched, changes, after.fields));
	if (verbs.has('updated') && counts) kinds.push(kindOf(entity, 'updated'));
	return kinds;
}

function claimOf(observation: Observation, field: StampField, stamp: number): Claim {
	return { entity: observation.entity, field, key: changeKey(field, observation.id, stamp), stamp };
}

/** A creation, told by an audit or found as a record that was not there before. */
function creation(ledger: Ledger, wanted: Wanted, observation: Observation): Event[] {
	const { entity, id, record, createdAt, updatedAt } = observation;
	if (!record || createdAt === undefined) return [];
	const verbs = wanted.verbs.get(entity);
	const stamps = wantedStamps(wanted, entity);
	const claim = claimOf(observation, '_createdAt', createdAt);
	const isNew = stamps.includes('_createdAt') && ledger.claim(claim);
	// otherwise it may have been handed over in another state before a crash, and handing it over again reaches nobody
	const isFresh = observation.action === 'create' || !ledger.isDoubtful(createdAt);
	if (isFresh || updatedAt === undefined) {
		if (!ledger.snapshot(entity, id)) ledger.remember(entity, id, snapshotOf(entity, record, updatedAt ?? 0));
	}
	if (!isNew) return [];
	const by = observation.createdBy ?? observation.audit?.by ?? '';
	// what the stream carries with it belongs to the creation; of a record that a query finds, audits may tell more
	if (isFresh && observation.source === 'stream' && updatedAt !== undefined && stamps.includes('_updatedAt')) {
		ledger.cover(claimOf(observation, '_updatedAt', updatedAt));
	}
	if (isIgnored(wanted, by)) {
		ledger.settle(claim);
		return [];
	}
	const specials = (SPECIAL_CHANGES[entity] ?? [])
		.filter((special) => verbs?.has(special.verb) && happened(special, record, undefined, createdAt))
		.map(({ verb }) => kindOf(entity, verb));
	return [
		{ eventId: `${entity}:${id}:created`, kinds: [kindOf(entity, 'created'), ...specials], entity, id, at: createdAt, by, changes: [], record, observation, claim },
	];
}

/** The creation of a record that is first met by something else. */
function birth(ledger: Ledger, wanted: Wanted, observation: Observation): Event[] {
	return isUnclaimedNewborn(ledger, wanted, observation) ? creation(ledger, wanted, observation) : [];
}

/** Whether a record's creation is wanted, lies in the time that is looked through, and has not been claimed. */
function isUnclaimedNewborn(ledger: Ledger, wanted: Wanted, observation: Observation): boolean {
	const { entity, id, createdAt } = observation;
	if (createdAt === undefined || !wantedStamps(wanted, entity).includes('_createdAt')) return false;
	const isKnown = ledger.isKnown({ entity, field: '_createdAt', key: id, stamp: createdAt });
	return !isKnown && createdAt >= ledger.lookFrom(entity, '_createdAt');
}

/** Whether an update that nothing tells of belongs to a creation that is handed over, or was. */
function isPartOfCreation(ledger: Ledger, wanted: Wanted, { entity, createdAt, updatedAt }: Observation): boolean {
	if (createdAt === undefined || updatedAt === undefined || updatedAt - createdAt > BIRTH_MS) return false;
	return wantedStamps(wanted, entity).includes('_createdAt') && !ledger.isDoubtful(createdAt);
}

/**
 * Whether the record's own audits would help: a query found a change, and neither the memory nor the row tells what
 * it was or who did it.
 */
export function needsHistory(ledger: Ledger, wanted: Wanted, observation: Observation): boolean {
	const { entity, id, source, record, updatedAt, updatedBy } = observation;
	if (source !== 'query' || !record || updatedAt === undefined || !wantedStamps(wanted, entity).includes('_updatedAt')) return false;
	if (ledger.isKnown(claimOf(observation, '_updatedAt', updatedAt))) return false;
	const before = ledger.snapshot(entity, id);
	if (!before || isIgnored(wanted, updatedBy)) return true;
	return !before.complete && before.print !== snapshotOf(entity, record, updatedAt).print;
}

/** What is told of an update by whoever tells best. */
interface Told {
	/** Changed keys with their new values. */
	details?: IDataObject;
	by: string;
	/** TheHive's own audits say that the record itself was not changed. */
	isOnlyTouched: boolean;
}

/** What the audits that were asked for tell of the changes since the last one that is known. */
function toldByHistory(ledger: Ledger, wanted: Wanted, observation: Observation, history: AuditFacts[], stamp: number): Told {
	const { entity, id } = observation;
	const since = Math.min(stamp - HISTORY_MARGIN_MS, ledger.snapshot(entity, id)?.stamp ?? stamp);
	const own = history.filter(
		({ at, details }) =>
			at > since && changedKeys(entity, details).length > 0 && !ledger.isKnown({ entity, field: '_updatedAt', key: changeKey('_updatedAt', id, at), stamp: at }),
	);
	const counting = own.filter(({ by }) => !isIgnored(wanted, by));
	const last = counting.at(-1) ?? own.at(-1);
	const details: IDataObject = Object.assign({}, ...own.map((audit) => audit.details));
	return { ...(own.length > 0 ? { details } : {}), by: last?.by ?? observation.updatedBy ?? '', isOnlyTouched: own.length === 0 };
}

function toldOf(ledger: Ledger, wanted: Wanted, observation: Observation, stamp: number): Told {
	const { action, audit, source, history, updatedBy } = observation;
	if (source === 'stream') {
		return { ...(action === 'update' && audit ? { details: audit.details } : {}), by: audit?.by ?? updatedBy ?? '', isOnlyTouched: false };
	}
	return history ? toldByHistory(ledger, wanted, observation, history, stamp) : { by: updatedBy ?? '', isOnlyTouched: false };
}

/** An update, told by an audit or found as a record with a stamp that is not known. */
function update(ledger: Ledger, wanted: Wanted, observation: Observation): Event[] {
	const { entity, id, record, audit, source } = observation;
	const stamp = observation.updatedAt ?? (source === 'stream' ? audit?.at : undefined);
	if (!record || stamp === undefined || !wantedStamps(wanted, entity).includes('_updatedAt')) return [];
	const claim = claimOf(observation, '_updatedAt', stamp);
	if (source === 'query' && ledger.isKnown(claim)) return [];
	const { details, by, isOnlyTouched } = toldOf(ledger, wanted, observation, stamp);
	const isTold = changedKeys(entity, details).length > 0;
	const before = ledger.snapshot(entity, id);
	const after = snapshotOf(entity, record, stamp);
	// a query that lags gives an older state than the one remembered: what changed to it cannot be told
	const isOlder = before !== undefined && stamp < before.stamp && !isTold;
	const changes = isOlder ? undefined : changesBetween(entity, before, after, details);
	const isPartOfBirth = before === undefined && !isTold && isPartOfCreation(ledger, wanted, observation);
	if (changes?.length === 0 || isPartOfBirth || (changes === undefined && isOnlyTouched)) {
		// an audit about something that hangs on the record says nothing of the stamp the record happens to have
		if (source === 'query' && ledger.claim(claim)) ledger.settle(claim);
		if (!before && source === 'query') ledger.remember(entity, id, after);
		return [];
	}
	if (isTold) ledger.uncover(claim);
	if (!ledger.claim(claim)) return [];
	if (!isOlder) ledger.remember(entity, id, after);
	const kinds = isIgnored(wanted, by) ? [] : kindsOfUpdate(wanted, observation, changes, after, ledger.lookFrom(entity, '_updatedAt'));
	if (kinds.length === 0) {
		ledger.settle(claim);
		return [];
	}
	return [{ eventId: `${entity}:${id}:updated:${stamp}`, kinds, entity, id, at: stamp, by, ...(changes ? { changes } : {}), record, observation, claim }];
}

/** A deletion or a merge: only the stream tells of them. */
function passing(ledger: Ledger, wanted: Wanted, observation: Observation, verb: 'deleted' | 'merged'): Event[] {
	const { entity, id, record, audit } = observation;
	if (!audit || !wanted.verbs.get(entity)?.has(verb) || isIgnored(wanted, audit.by)) return [];
	const eventId = verb === 'deleted' ? `${entity}:${id}:deleted` : `${entity}:${id}:merged:${audit.requestId}`;
	if (!ledger.claimPassing(eventId)) return [];
	return [{ eventId, kinds: [kindOf(entity, verb)], entity, id, at: audit.at, by: audit.by, ...(record ? { record } : {}), observation }];
}

/** The merge that an observation tells of, if it does: no query finds it, so that no filter can be asked about it. */
export function mergeOf(ledger: Ledger, wanted: Wanted, observation: Observation): Event[] {
	return observation.action === 'merge' ? passing(ledger, wanted, observation, 'merged') : [];
}

/**
 * What an observation tells that nobody has handed over yet: claims it in the ledger.
 * Whichever source brings a change first has it; the other finds it known.
 * @returns events to hand over; each one's claim must be settled afterwards
 */
export function eventsOf(ledger: Ledger, wanted: Wanted, observation: Observation): Event[] {
	if (!wanted.verbs.has(observation.entity)) return [];
	switch (observation.action) {
		case 'create':
			return creation(ledger, wanted, observation);
		case 'delete': {
			const events = passing(ledger, wanted, observation, 'deleted');
			ledger.drop(observation.entity, observation.id);
			return events;
		}
		case 'merge':
			return [...birth(ledger, wanted, observation), ...mergeOf(ledger, wanted, observation)];
		case 'update':
			return [...birth(ledger, wanted, observation), ...update(ledger, wanted, observation)];
		case 'found': {
			const born = birth(ledger, wanted, observation);
			// the parent in an audit is touched by what happens to its children: a query tells whether it has changed itself
			return observation.source === 'stream' ? born : [...born, ...update(ledger, wanted, observation)];
		}
	}
}
