import type { IDataObject, IRun } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Delivery } from '../../nodes/TheHiveTrigger/delivery';
import { itemOf } from '../../nodes/TheHiveTrigger/eventItem';
import { eventsOf } from '../../nodes/TheHiveTrigger/events';
import type { Event, Wanted } from '../../nodes/TheHiveTrigger/events';
import type { Done } from '../../nodes/TheHiveTrigger/handOver';
import { Ledger, OVERLAP_MS } from '../../nodes/TheHiveTrigger/ledger';
import { observationOfRow } from '../../nodes/TheHiveTrigger/observation';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const WANTED: Wanted = { verbs: new Map([['alert', new Set(['updated'])]]), changes: [], ignoredUsers: new Set() };

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
	vi.useRealTimers();
});

/** As n8n's `createDeferredPromise`. */
function deferred(): Done {
	let settle: Pick<Done, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined };
	const promise = new Promise<IRun>((resolve, reject) => {
		settle = { resolve, reject };
	});
	return { promise, ...settle };
}

/** A delivery that lets one event of a record through in a minute, and what becomes of it. */
class Delivered {
	readonly ledger = new Ledger();
	readonly ids: unknown[] = [];
	readonly runs: Done[] = [];
	readonly stop = new AbortController();
	isAway = false;
	readonly delivery = new Delivery({
		ledger: this.ledger,
		mostPerMinute: 1,
		emit: (items, done) => {
			this.ids.push(...items.map(({ json }) => json.eventId));
			this.runs.push(done);
		},
		deferred,
		describe: async (events) => (this.isAway ? await Promise.reject(new Error('connect ECONNREFUSED')) : events.map((event) => itemOf(event))),
		store: () => undefined,
		scope: 'test',
		batched: true,
		logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
		stop: this.stop.signal,
	});

	/** A query finds an alert changed so long (ms) after the beginning. */
	find(after: number): Event[] {
		const row: IDataObject = { _id: '~1', _type: 'Alert', _createdAt: NOW - MINUTE, title: `title ${after}`, _updatedAt: NOW + after, _updatedBy: 'ana' };
		const observation = observationOfRow('alert', row);
		const events = observation ? eventsOf(this.ledger, WANTED, observation) : [];
		this.ledger.advance('alert', '_updatedAt', NOW + after, NOW + after);
		return events;
	}

	/** One change goes through, two more are held back until the minute is over. */
	async hold(): Promise<void> {
		for (const after of [0, 1, 2]) await this.delivery.deliver(this.find(after));
		this.endRuns();
		await new Promise((resolve) => setImmediate(resolve));
		expect(this.ids).toEqual([`alert:~1:updated:${NOW}`]);
		vi.setSystemTime(NOW + MINUTE + 1);
	}

	endRuns(): void {
		for (const run of this.runs) run.resolve(JSON.parse('{}'));
	}

	get pending(): number[] {
		return [...this.ledger.track('alert', '_updatedAt').pending.values()].map((stamp) => stamp - NOW);
	}
}

describe('What the loop guard held back', () => {
	it('is given back where TheHive is away when its time has come, and found again', async () => {
		const delivered = new Delivered();
		await delivered.hold();
		delivered.isAway = true;
		await expect(delivered.delivery.deliverHeld()).rejects.toThrow('ECONNREFUSED');
		expect(delivered.pending).toEqual([]);
		// nothing holds the next looks back
		delivered.ledger.advance('alert', '_updatedAt', NOW + MINUTE, NOW + MINUTE);
		expect(delivered.ledger.lookFrom('alert', '_updatedAt')).toBe(NOW + MINUTE - OVERLAP_MS);
		delivered.isAway = false;
		expect(delivered.find(1)).toHaveLength(1);
		expect(delivered.find(2).map(({ eventId }) => eventId)).toEqual([`alert:~1:updated:${NOW + 2}`]);
	});

	it('counts as handed over when the run with the latest of it has ended', async () => {
		const delivered = new Delivered();
		await delivered.hold();
		await delivered.delivery.deliverHeld();
		expect(delivered.ids).toEqual([`alert:~1:updated:${NOW}`, `alert:~1:updated:${NOW + 2}`]);
		expect(delivered.pending).toEqual([1, 2]);
		delivered.endRuns();
		await new Promise((resolve) => setImmediate(resolve));
		expect(delivered.pending).toEqual([]);
		expect([...delivered.find(1), ...delivered.find(2)]).toEqual([]);
	});

	it('counts as not handed over where the node stops before', async () => {
		const delivered = new Delivered();
		await delivered.hold();
		delivered.stop.abort();
		await delivered.delivery.deliverHeld();
		delivered.delivery.close();
		expect(delivered.ids).toHaveLength(1);
		expect(delivered.pending).toEqual([1, 2]);
	});
});

it('a run that n8n refuses after half a minute is started again, and its refusal told', async () => {
	const delivered = new Delivered();
	await delivered.delivery.deliver(delivered.find(0));
	vi.setSystemTime(NOW + MINUTE + 1);
	const other = new Delivered();
	// the next delivery takes the first run for started
	await delivered.delivery.deliver(other.find(61_000));
	expect(delivered.ids).toHaveLength(2);
	delivered.runs[0]?.reject(new Error('the database is locked'));
	await vi.waitFor(() => expect(delivered.ids).toEqual([`alert:~1:updated:${NOW}`, `alert:~1:updated:${NOW + 61_000}`, `alert:~1:updated:${NOW}`]), { timeout: 10_000 });
	delivered.stop.abort();
});
