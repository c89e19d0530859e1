import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/values';
import type { EntityName } from './entities';
import { isEntityName, STAMP_FIELDS } from './entities';
import { Ledger } from './ledger';
import type { Value } from './snapshot';
import { fingerprint } from './snapshot';

/** Format of the state in the workflow's static data. A change that older code would misread raises it. */
export const STATE_VERSION = 1;

/** Last states stored per kind of record: enough to tell changes of live records from noise after a restart. */
const MOST_STORED_SNAPSHOTS = 1_000;

/** What the state belongs to: with another server, organisation or start the trigger begins anew. */
export interface Origin {
	/** Fingerprint of the server's address and the organisation. */
	instance: string;
	/** Where to start from: `now`, or epoch ms. */
	start: string;
}

/**
 * Which origin a trigger reads from.
 * @param url base address of TheHive's API
 * @param organisation empty for the user's default one
 */
export function originOf(url: string, organisation: string, start: number | undefined): Origin {
	return { instance: fingerprint(`${url}|${organisation}`), start: start === undefined ? 'now' : String(start) };
}

/** The cursors of a kind of record in plain sight, for whoever looks into the database. */
interface StoredTrack {
	cursor: number;
	floor: number;
}

/**
 * The state to store: cursors, and as one text (n8n watches every object in the static data, which is slow for thousands)
 * the keys and last states.
 * @param watchedFields fields whose last values options need after a restart
 */
export function storedState(ledger: Ledger, origin: Origin, watchedFields: (entity: EntityName) => readonly string[]): IDataObject {
	const cursors: IDataObject = {};
	const memory: IDataObject = {};
	for (const entity of ledger.entities()) {
		const { tracks, snapshots } = ledger.memory(entity);
		const stored: Record<string, StoredTrack & IDataObject> = {};
		const keys: IDataObject = {};
		for (const field of STAMP_FIELDS) {
			const { ready, cursor, floor, seen, pending } = tracks[field];
			if (!ready) continue;
			// what is being handed over must be found again after a crash
			stored[field] = { cursor: Math.min(cursor, ...pending.values()), floor };
			keys[field] = field === '_createdAt' ? Object.fromEntries(seen) : [...seen.keys()];
		}
		const fields = watchedFields(entity);
		// the last state of a record whose change is on its way would make that change look like none after a crash
		const onTheirWay = ledger.pendingIds(entity);
		const latest = [...snapshots].filter(([id]) => !onTheirWay.has(id)).slice(-MOST_STORED_SNAPSHOTS);
		keys.known = latest.map(([id, { stamp, print, fields: values }]) => [id, stamp, print, ...fields.map((field) => values[field] ?? null)]);
		keys.fields = [...fields];
		cursors[entity] = stored;
		memory[entity] = keys;
	}
	return { version: STATE_VERSION, ...origin, cursors, memory: JSON.stringify(memory) };
}

function millis(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

function parsed(text: unknown): IDataObject {
	if (typeof text !== 'string') return {};
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : {};
	} catch {
		return {};
	}
}

function isValue(value: unknown): value is Value {
	return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

function readSnapshots(ledger: Ledger, entity: EntityName, keys: IDataObject): void {
	const rows: unknown[] = Array.isArray(keys.known) ? keys.known : [];
	const names: unknown[] = Array.isArray(keys.fields) ? keys.fields : [];
	for (const row of rows) {
		if (!Array.isArray(row)) continue;
		const [id, stamp, print, ...values]: unknown[] = row;
		if (typeof id !== 'string' || typeof print !== 'string') continue;
		const fields: Record<string, Value> = {};
		names.forEach((name, index) => {
			const value = values[index];
			if (typeof name === 'string' && isValue(value)) fields[name] = value;
		});
		ledger.remember(entity, id, { stamp: millis(stamp), print, fields, complete: false });
	}
}

function readKeys(ledger: Ledger, entity: EntityName, keys: IDataObject): void {
	const created = ledger.track(entity, '_createdAt').seen;
	if (isObject(keys._createdAt)) for (const [key, stamp] of Object.entries(keys._createdAt)) created.set(key, millis(stamp));
	const updated = ledger.track(entity, '_updatedAt').seen;
	const list: unknown[] = Array.isArray(keys._updatedAt) ? keys._updatedAt : [];
	for (const key of list) if (typeof key === 'string') updated.set(key, millis(Number(key.slice(key.lastIndexOf('@') + 1))));
	readSnapshots(ledger, entity, keys);
}

/**
 * The ledger as it was stored, or nothing when there is none for this origin. Cursors are read from any version; keys of
 * a version that is not known are left: then what lies within the overlap comes once more, with the same event ids.
 */
export function readState(value: unknown, origin: Origin): Ledger | undefined {
	if (!isObject(value) || value.instance !== origin.instance || value.start !== origin.start) return undefined;
	if (!isObject(value.cursors)) return undefined;
	const ledger = new Ledger();
	ledger.resume();
	const memory = value.version === STATE_VERSION ? parsed(value.memory) : {};
	for (const [entity, tracks] of Object.entries(value.cursors)) {
		if (!isEntityName(entity) || !isObject(tracks)) continue;
		for (const field of STAMP_FIELDS) {
			const stored = tracks[field];
			const track = ledger.track(entity, field);
			if (isObject(stored)) {
				track.ready = true;
				track.cursor = millis(stored.cursor);
				track.floor = millis(stored.floor);
			}
		}
		const keys = memory[entity];
		if (isObject(keys)) readKeys(ledger, entity, keys);
	}
	return ledger;
}
