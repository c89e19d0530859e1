import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../nodes/shared/values';
import { eventsOf } from '../../nodes/TheHiveTrigger/events';
import type { Event, Wanted } from '../../nodes/TheHiveTrigger/events';
import { changeKey, Ledger, MOST_KEYS, OVERLAP_MS } from '../../nodes/TheHiveTrigger/ledger';
import { newsOf, observationOfRow } from '../../nodes/TheHiveTrigger/observation';
import { originOf, readState, storedState } from '../../nodes/TheHiveTrigger/state';

const ORIGIN = originOf('http://thehive.test/api/v1', '', undefined);
const START = 1_700_000_000_000;
const WANTED: Wanted = { verbs: new Map([['alert', new Set(['created', 'updated'])]]), changes: [], ignoredUsers: new Set() };

/** One state of a record, committed at some time and perhaps stamped earlier. */
interface Row extends IDataObject {
	_id: string;
	_createdAt: number;
	title: string;
}

/** TheHive as the trigger sees it: rows that a lagging index shows late, audits that may or may not arrive. */
class Server {
	now = START;
	readonly rows = new Map<string, { row: Row; visibleAt: number; earlier: Row | undefined }>();
	stream: IDataObject[] = [];
	#count = 0;

	#audit(action: string, row: Row, details: IDataObject): void {
		this.stream.push({ base: { action, objectType: 'Alert', objectId: row._id, object: { ...row }, details, _createdAt: this.now, _createdBy: 'ana', requestId: `r${(this.#count += 1)}`, rootId: row._id }, summary: {} });
	}

	create(lateMs: number, lagMs: number): void {
		const stamp = this.now - lateMs;
		const row: Row = { _id: `~${(this.#count += 1)}`, _type: 'Alert', _createdAt: stamp, _createdBy: 'ana', title: `title ${this.#count}` };
		this.rows.set(row._id, { row, visibleAt: this.now + lagMs, earlier: undefined });
		this.#audit('create', row, { ...row });
	}

	/** Something happens to what hangs on a record: the audit carries the record as it is. */
	touch(pick: number): void {
		const known = [...this.rows.values()];
		const chosen = known[pick % known.length];
		if (!chosen) return;
		this.stream.push({ base: { action: 'create', objectType: 'Observable', objectId: '~o', object: { _id: '~o', alert: { ...chosen.row } }, context: { ...chosen.row }, details: {}, _createdAt: this.now, _createdBy: 'ana', requestId: `r${(this.#count += 1)}`, rootId: chosen.row._id }, summary: {} });
	}

	update(pick: number, lateMs: number, lagMs: number): void {
		const known = [...this.rows.values()];
		const chosen = known[pick % known.length];
		if (!chosen) return;
		const title = `title ${(this.#count += 1)}`;
		const row: Row = { ...chosen.row, title, _updatedAt: Math.max(this.now - lateMs, chosen.row._createdAt + 1) + this.#count / 1000, _updatedBy: 'ana' };
		this.rows.set(row._id, { row, visibleAt: this.now + lagMs, earlier: chosen.visibleAt <= this.now ? chosen.row : chosen.earlier });
		this.#audit('update', row, { title });
	}

	/** Rows of a list query. */
	query(field: '_createdAt' | '_updatedAt', from: number): Row[] {
		const visible = [...this.rows.values()].map(({ row, visibleAt, earlier }) => (visibleAt <= this.now ? row : earlier));
		return visible
			.filter((row) => row !== undefined)
			.filter((row) => Number(row[field] ?? Number.NaN) >= from)
			.sort((a, b) => Number(a[field]) - Number(b[field]));
	}
}

/** The trigger without network: what it hands over, and a host that may crash. */
class Consumer {
	ledger = ready(new Ledger());
	saved = storedState(this.ledger, ORIGIN, () => []);
	readonly keys = new Set<string>();
	readonly states = new Map<string, Set<unknown>>();
	refused = 0;
	/** Handed to n8n, not yet confirmed. */
	#open: Event[] = [];

	take(events: Event[], isConfirmed: boolean): void {
		for (const event of events) {
			// n8n starts no second run for a key it knows: what this event carries reaches nobody
			if (this.keys.has(event.eventId)) {
				this.refused += 1;
				continue;
			}
			this.keys.add(event.eventId);
			const states = this.states.get(event.id) ?? new Set();
			this.states.set(event.id, states.add(event.record?.title));
		}
		this.#open.push(...events);
		if (isConfirmed) this.confirm();
	}

	confirm(): void {
		for (const { claim } of this.#open) if (claim) this.ledger.settle(claim);
		this.#open = [];
	}

	save(): void {
		this.saved = JSON.parse(JSON.stringify(storedState(this.ledger, ORIGIN, () => ['title'])));
	}

	crash(): void {
		this.#open = [];
		this.ledger = readState(this.saved, ORIGIN) ?? ready(new Ledger());
	}

	look(server: Server, isConfirmed: boolean): void {
		for (const field of ['_createdAt', '_updatedAt'] as const) {
			let last = 0;
			for (const row of server.query(field, this.ledger.lookFrom('alert', field))) {
				const observation = observationOfRow('alert', row);
				if (observation) this.take(eventsOf(this.ledger, WANTED, observation), isConfirmed);
				last = Math.max(last, Number(row[field]));
			}
			this.ledger.advance('alert', field, last, server.now);
		}
	}

	listen(server: Server, isConfirmed: boolean): void {
		for (const element of server.stream) {
			for (const observation of newsOf(element).observations) this.take(eventsOf(this.ledger, WANTED, observation), isConfirmed);
		}
		server.stream = [];
	}
}

function ready(ledger: Ledger): Ledger {
	for (const field of ['_createdAt', '_updatedAt'] as const) ledger.track('alert', field).ready = true;
	return ledger;
}

const late = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: OVERLAP_MS / 3 }));
const lag = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 }));
const step = fc.oneof(
	fc.record({ kind: fc.constant('create' as const), late, lag }),
	fc.record({ kind: fc.constant('update' as const), pick: fc.nat(50), late, lag }),
	fc.record({ kind: fc.constant('touch' as const), pick: fc.nat(50) }),
	fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
	fc.record({ kind: fc.constant('listen' as const), confirmed: fc.boolean() }),
	fc.record({ kind: fc.constant('drop' as const) }),
	fc.record({ kind: fc.constant('look' as const), confirmed: fc.boolean() }),
	fc.record({ kind: fc.constant('confirm' as const) }),
	fc.record({ kind: fc.constant('save' as const) }),
	fc.record({ kind: fc.constant('crash' as const) }),
);

describe('the cursors', () => {
	it('hand every record over, in its last state, whatever is lost, late, lagging or crashing', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
				const server = new Server();
				const consumer = new Consumer();
				for (const action of steps) {
					server.now += 10;
					if (action.kind === 'create') server.create(action.late, action.lag);
					else if (action.kind === 'update') server.update(action.pick, action.late, action.lag);
					else if (action.kind === 'touch') server.touch(action.pick);
					else if (action.kind === 'wait') server.now += action.ms;
					else if (action.kind === 'listen') consumer.listen(server, action.confirmed);
					else if (action.kind === 'drop') server.stream = [];
					else if (action.kind === 'look') consumer.look(server, action.confirmed);
					else if (action.kind === 'confirm') consumer.confirm();
					else if (action.kind === 'save') consumer.save();
					else consumer.crash();
				}
				server.now += 5_001;
				consumer.look(server, true);
				for (const [id, { row }] of server.rows) {
					expect(consumer.keys).toContain(`alert:${id}:created`);
					expect(consumer.states.get(id)).toContain(row.title);
				}
			}),
			{ numRuns: Number(process.env.RUNS ?? 600) },
		);
	});

	it('hand nothing over twice while nothing crashes', () => {
		fc.assert(
			fc.property(fc.array(step.filter(({ kind }) => kind !== 'crash'), { maxLength: 80 }), (steps) => {
				const server = new Server();
				const consumer = new Consumer();
				for (const action of steps) {
					server.now += 10;
					if (action.kind === 'create') server.create(action.late, action.lag);
					else if (action.kind === 'update') server.update(action.pick, action.late, action.lag);
					else if (action.kind === 'touch') server.touch(action.pick);
					else if (action.kind === 'wait') server.now += action.ms;
					else if (action.kind === 'listen') consumer.listen(server, action.confirmed);
					else if (action.kind === 'drop') server.stream = [];
					else if (action.kind === 'look') consumer.look(server, action.confirmed);
					else if (action.kind === 'confirm') consumer.confirm();
					else consumer.save();
				}
				consumer.look(server, true);
				expect(consumer.refused).toBe(0);
			}),
			{ numRuns: 300 },
		);
	});

	it('forget what the overlap does not reach, and never what is still on its way', () => {
		const ledger = new Ledger();
		const stampOf = (index: number) => START + index * 1_000;
		for (let index = 0; index < 2_000; index++) {
			const claim = { entity: 'alert' as const, field: '_createdAt' as const, key: changeKey('_createdAt', `~${index}`, stampOf(index)), stamp: stampOf(index) };
			ledger.claim(claim);
			if (index !== 100) ledger.settle(claim);
			ledger.advance('alert', '_createdAt', stampOf(index), stampOf(index));
		}
		expect(ledger.lookFrom('alert', '_createdAt')).toBe(stampOf(100) - OVERLAP_MS);
		ledger.settle({ entity: 'alert', field: '_createdAt', key: '~100', stamp: stampOf(100) });
		ledger.advance('alert', '_createdAt', stampOf(2_000), stampOf(2_000));
		expect(ledger.size('alert', '_createdAt')).toBeLessThanOrEqual(OVERLAP_MS / 1_000 + 1);
	});

	it('stay bounded in a burst, without a gap behind the cursor', () => {
		const ledger = new Ledger();
		for (let index = 0; index < MOST_KEYS + 5_000; index++) {
			ledger.settle({ entity: 'alert', field: '_createdAt', key: `~${index}`, stamp: START + index });
		}
		ledger.advance('alert', '_createdAt', START + MOST_KEYS + 4_999, START + MOST_KEYS + 4_999);
		expect(ledger.size('alert', '_createdAt')).toBeLessThanOrEqual(MOST_KEYS);
		const from = ledger.lookFrom('alert', '_createdAt');
		for (let index = 0; index < MOST_KEYS + 5_000; index++) {
			const stamp = START + index;
			if (stamp >= from) expect(ledger.isKnown({ entity: 'alert', field: '_createdAt', key: `~${index}`, stamp })).toBe(true);
		}
	});

	it('are not carried away by a stamp from the future', () => {
		const ledger = new Ledger();
		ledger.advance('alert', '_createdAt', START + 86_400_000, START);
		expect(ledger.lookFrom('alert', '_createdAt')).toBe(START - OVERLAP_MS);
	});
});

describe('the stored state', () => {
	it('is read as it was written, for this server and start only', () => {
		const ledger = ready(new Ledger());
		ledger.settle({ entity: 'alert', field: '_createdAt', key: '~1', stamp: START });
		ledger.settle({ entity: 'alert', field: '_updatedAt', key: `~1@${START + 5}`, stamp: START + 5 });
		ledger.advance('alert', '_createdAt', START, START);
		const state: unknown = JSON.parse(JSON.stringify(storedState(ledger, ORIGIN, () => [])));
		const read = readState(state, ORIGIN);
		expect(read?.isKnown({ entity: 'alert', field: '_createdAt', key: '~1', stamp: START })).toBe(true);
		expect(read?.isKnown({ entity: 'alert', field: '_updatedAt', key: `~1@${START + 5}`, stamp: START + 5 })).toBe(true);
		expect(read?.track('alert', '_createdAt').cursor).toBe(START);
		expect(readState(state, originOf('http://other.test/api/v1', '', undefined))).toBeUndefined();
		expect(readState(state, originOf('http://thehive.test/api/v1', '', START))).toBeUndefined();
	});

	it('of a later version still gives the cursors, and no rubbish breaks it', () => {
		const ledger = ready(new Ledger());
		ledger.advance('alert', '_createdAt', START, START);
		const state = { ...storedState(ledger, ORIGIN, () => []), version: 99, memory: 'unknown' };
		expect(readState(state, ORIGIN)?.track('alert', '_createdAt').cursor).toBe(START);
		fc.assert(
			fc.property(fc.anything(), fc.anything(), (cursors, memory) => {
				readState({ version: 1, ...ORIGIN, cursors, memory: isObject(memory) ? JSON.stringify(memory) : memory }, ORIGIN);
			}),
		);
	});

	it('of the first version is read by every later one', () => {
		// as version 0.1.0 has stored it: never to be changed
		const state = {
			version: 1,
			instance: ORIGIN.instance,
			start: 'now',
			cursors: { alert: { _createdAt: { cursor: 1700000000000, floor: 0 }, _updatedAt: { cursor: 1700000005000, floor: 1699999000000 } } },
			memory: '{"alert":{"_createdAt":{"~1":1700000000000},"_updatedAt":["~1@1700000005000"],"known":[["~1",1700000005000,"abc123","New"]],"fields":["status"]}}',
		};
		const read = readState(state, ORIGIN);
		expect(read?.track('alert', '_createdAt')).toMatchObject({ ready: true, cursor: 1_700_000_000_000 });
		expect(read?.track('alert', '_updatedAt')).toMatchObject({ ready: true, cursor: 1_700_000_005_000, floor: 1_699_999_000_000 });
		expect(read?.isKnown({ entity: 'alert', field: '_createdAt', key: '~1', stamp: 0 })).toBe(true);
		expect(read?.isKnown({ entity: 'alert', field: '_updatedAt', key: '~1@1700000005000', stamp: 0 })).toBe(true);
		expect(read?.snapshot('alert', '~1')).toEqual({ stamp: 1_700_000_005_000, print: 'abc123', fields: { status: 'New' }, complete: false });
	});

	it('forgets the last state of a record whose change is on its way', () => {
		const ledger = ready(new Ledger());
		const row = { _id: '~1', _createdAt: START - 10_000, _updatedAt: START, title: 'new' };
		ledger.track('alert', '_createdAt').floor = START - 5_000;
		const observation = observationOfRow('alert', row);
		const events = observation ? eventsOf(ledger, WANTED, observation) : [];
		expect(events.map(({ eventId }) => eventId)).toEqual([`alert:~1:updated:${START}`]);
		const read = readState(storedState(ledger, ORIGIN, () => []), ORIGIN);
		const again = observation && read ? eventsOf(read, WANTED, observation) : [];
		expect(again.map(({ eventId }) => eventId)).toEqual([`alert:~1:updated:${START}`]);
	});
});
