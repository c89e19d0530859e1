import type { StampField } from './entities';
import type { Event, Wanted } from './events';
import { eventsOf, wantedStamps } from './events';
import { Ledger } from './ledger';
import { newest } from './look';
import type { LookContext } from './look';
import { observationOfRow } from './observation';

/** Records looked at per kind and stamp. */
const ROWS = 50;

/** Events of a test run where they are handed over together. */
const MOST_EVENTS = 10;

/**
 * What happened last, for a test run: really from TheHive, as the trigger would have told it.
 * @param batched whether several events are handed over together; else there is one for each chosen kind of event
 * @returns newest first
 */
export async function recentEvents(look: LookContext, wanted: Wanted, batched: boolean): Promise<Event[]> {
	const events: Event[] = [];
	for (const entity of wanted.verbs.keys()) {
		for (const field of wantedStamps(wanted, entity)) events.push(...(await eventsBy(look, wanted, entity, field)));
	}
	events.sort((a, b) => b.at - a.at);
	if (batched) return events.slice(0, MOST_EVENTS);
	const kinds = new Set<string>();
	return events.filter((event) => {
		const isNew = event.kinds.some((kind) => !kinds.has(kind));
		for (const kind of event.kinds) kinds.add(kind);
		return isNew;
	});
}

async function eventsBy(look: LookContext, wanted: Wanted, entity: Event['entity'], field: StampField): Promise<Event[]> {
	const { rows } = await newest(look, entity, field, ROWS);
	// a ledger that knows nothing takes everything for new; creations and updates are asked for apart
	const ledger = new Ledger();
	const verbs = new Set([...(wanted.verbs.get(entity) ?? [])].filter((verb) => (verb === 'created') === (field === '_createdAt')));
	const apart: Wanted = { ...wanted, verbs: new Map([[entity, verbs]]) };
	return rows.flatMap((row) => {
		const observation = observationOfRow(entity, row);
		return observation ? eventsOf(ledger, apart, observation) : [];
	});
}
