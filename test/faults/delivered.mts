import type { Kind, Writer } from './writer.mts';

/** One event as the workflow got it. */
export interface DeliveredEvent {
	eventId: string;
	/** Id of the record. */
	id: string;
	/** Its `_updatedAt` (epoch ms) in the event; 0 when it had none. */
	updatedAt: number;
}

export interface Lost {
	/** Ids of records whose creation reached nobody. */
	creations: string[];
	/** Ids of records whose last state reached nobody. */
	updates: string[];
}

/**
 * What TheHive has acknowledged and the workflow was not told of.
 * Every creation needs its event. Of a record that was changed the last state must have arrived, as an update or with a
 * creation that was found later: states between two looks are gone in TheHive itself.
 * @param lastUpdate `_updatedAt` (epoch ms) that the record has in TheHive now, if it is there and was changed
 */
export function lostEvents(writer: Writer, events: Iterable<DeliveredEvent>, lastUpdate: (kind: Kind, id: string) => number | undefined): Lost {
	const ids = new Set<string>();
	const states = new Map<string, Set<number>>();
	for (const { eventId, id, updatedAt } of events) {
		ids.add(eventId);
		const known = states.get(id) ?? new Set();
		states.set(id, known.add(updatedAt));
	}
	const lost: Lost = { creations: [], updates: [] };
	for (const [id, kind] of writer.created) {
		if (!ids.has(`${kind}:${id}:created`)) lost.creations.push(id);
		const stamp = writer.updated.has(id) ? lastUpdate(kind, id) : undefined;
		const isTold = stamp === undefined || ids.has(`${kind}:${id}:updated:${stamp}`) || states.get(id)?.has(stamp) === true;
		if (!isTold) lost.updates.push(id);
	}
	return lost;
}
