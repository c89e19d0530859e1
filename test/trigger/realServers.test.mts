import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemOf } from '../../nodes/TheHiveTrigger/eventItem';
import { watchedVerbs } from '../../nodes/TheHiveTrigger/eventKinds';
import { eventsOf } from '../../nodes/TheHiveTrigger/events';
import type { Wanted } from '../../nodes/TheHiveTrigger/events';
import { Ledger } from '../../nodes/TheHiveTrigger/ledger';
import { newsOf, observationOfRow } from '../../nodes/TheHiveTrigger/observation';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import type { Soc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { TriggerHost, until, untilListening } from './runTrigger.mts';

/** What live servers send that those who take it literally stumble over. */

const NOW = 1_683_378_066_274;

/** What the trigger knows, and what it tells of elements of the event stream. */
class Told {
	readonly ledger = new Ledger();
	readonly #wanted: Wanted;

	constructor(...events: string[]) {
		this.#wanted = { verbs: watchedVerbs(events), changes: [], ignoredUsers: new Set() };
	}

	/** Items of what an element tells. */
	hear(element: IDataObject): IDataObject[] {
		return newsOf(element).observations.flatMap((observation) => eventsOf(this.ledger, this.#wanted, observation)).map((event) => itemOf(event).json);
	}

	/** Items of what a row of a query tells. */
	find(row: IDataObject): IDataObject[] {
		const observation = observationOfRow('case', row);
		return observation ? eventsOf(this.ledger, this.#wanted, observation).map((event) => itemOf(event).json) : [];
	}
}

const audit = (facts: IDataObject, summary: IDataObject = {}): IDataObject => ({
	base: { _id: '~8344', _type: 'Audit', _createdBy: 'ana@soc.test', _createdAt: NOW, requestId: 'x:313', rootId: '~40976512', mainAction: true, details: {}, ...facts },
	summary,
});
const aCase = (facts: IDataObject = {}): IDataObject => ({ _id: '~40976512', _type: 'Case', _createdAt: NOW - 50, _createdBy: 'ana@soc.test', number: 3, title: 'Test 3', status: 'New', stage: 'New', ...facts });

describe('The trigger takes in what live servers send:', () => {
	it('a new case is told as a change as well, earlier and in any order', () => {
		const told = new Told('case.created', 'case.updated');
		const theCase = aCase();
		const share = audit({ action: 'update', objectType: 'Case', objectId: theCase._id, _createdAt: NOW - 20, object: theCase, context: theCase, details: { share: { organisation: 'soc', profile: 'org-admin' } } }, { Case: { create: 1 } });
		expect(told.hear(share).map(({ event }) => event)).toEqual(['case.created']);
		expect(told.hear(audit({ action: 'create', objectType: 'Case', objectId: theCase._id, object: theCase, context: theCase, details: theCase }))).toEqual([]);
		expect(newsOf(share).lookFor).toContainEqual({ entity: 'share', action: 'create' });
	});

	it('audits without an id', () => {
		const told = new Told('observable.created');
		const observable = (id: string) => audit({ _id: '', action: 'create', objectType: 'Observable', objectId: id, object: { _id: id, _type: 'Observable', _createdAt: NOW, _createdBy: 'ana@soc.test', dataType: 'ip', data: '1.1.1.1', alert: { _id: '~4099', _type: 'Alert', title: 'Parent' } } });
		const items = [...told.hear(observable('~1')), ...told.hear(observable('~2'))];
		expect(items.map(({ eventId }) => eventId)).toEqual(['observable:~1:created', 'observable:~2:created']);
		expect(items[0]).toMatchObject({ parent: { kind: 'alert', id: '~4099', title: 'Parent' } });
	});

	it('a case that is being made from an alert, its title not yet its own', () => {
		const told = new Told('case.created', 'case.updated');
		const inProgress = aCase({ title: '[Import in progress: 0%] Brute force' });
		const [created, ...more] = told.hear(audit({ action: 'create', objectType: 'Case', objectId: inProgress._id, object: inProgress, context: inProgress, details: { ...inProgress, title: 'Brute force', fromAlert: { _id: '~1' } } }));
		expect(more).toEqual([]);
		expect(created).toMatchObject({ event: 'case.created', what: 'Case "#3 Brute force" was created by ana@soc.test', entity: { title: 'Brute force' } });
		expect(told.find(aCase({ title: 'Brute force', _updatedAt: NOW + 5_000 }))).toEqual([]);
		expect(new Told('case.created').find(inProgress)).toMatchObject([{ entity: { title: 'Brute force' } }]);
	});

	it('deletions without the record', () => {
		const told = new Told('case.deleted', 'observable.deleted');
		const [gone] = told.hear(audit({ action: 'delete', objectType: 'Case', objectId: '~40976512', rootId: '~1', details: { number: 3, title: 'Test 3' }, context: { _id: '~1', _type: 'Organisation', name: 'soc' } }));
		expect(gone).toMatchObject({ event: 'case.deleted', what: 'Case "#3 Test 3" was deleted by ana@soc.test', object: { id: '~40976512' }, entity: null, parent: null });
		const [observable] = told.hear(audit({ action: 'delete', objectType: 'Observable', objectId: '~12336', details: { data: '1.1.1.1', dataType: 'domain' }, context: { _id: '~9', _type: 'Share' } }));
		expect(observable).toMatchObject({ event: 'observable.deleted', object: { id: '~12336', name: '1.1.1.1' }, details: { dataType: 'domain' }, entity: null, parent: null });
	});

	it('comments whose record has neither an id nor the usual names of stamps', () => {
		const told = new Told('comment.created', 'comment.updated');
		const theCase = aCase();
		const comment = audit({ action: 'create', objectType: 'Comment', objectId: '~20632', object: { message: 'Hm', createdAt: NOW, createdBy: 'ana@soc.test', case: theCase }, context: theCase, details: { author: 'ana@soc.test' } });
		expect(told.hear(comment)).toMatchObject([{ eventId: 'comment:~20632:created', object: { id: '~20632', name: 'Hm' }, by: 'ana@soc.test', parent: { kind: 'case', id: '~40976512' } }]);
	});

	it('a reopened case that keeps the dates of its end', () => {
		const closing = { status: 'Other', stage: 'Closed' };
		const ended = { endDate: NOW - 5_000, closedDate: NOW - 5_000, summary: 'Done', handlingDuration: 12 };
		const change = (stamp: number, details: IDataObject) => audit({ action: 'update', objectType: 'Case', objectId: '~40976512', _createdAt: stamp, object: aCase({ ...ended, ...details, _updatedAt: stamp }), details });
		for (const isKnown of [true, false]) {
			const told = new Told('case.closed', 'case.reopened', 'case.updated');
			const events = (stamp: number, details: IDataObject) => told.hear(change(stamp, details)).map(({ event }) => event);
			if (isKnown) expect(events(NOW, closing)).toEqual(['case.closed']);
			expect(events(NOW + 1_000, { status: 'InProgress', stage: 'InProgress' }), `closing seen: ${isKnown}`).toEqual(['case.reopened']);
			expect(events(NOW + 2_000, { title: 'Other title' })).toEqual(['case.updated']);
		}
	});

	it('the stage with every change of the status, also where it stays the same', () => {
		const told = new Told('alert.closed', 'alert.updated');
		const change = (stamp: number, status: string) =>
			told.hear(audit({ action: 'update', objectType: 'Alert', objectId: '~1', _createdAt: stamp, object: { _id: '~1', _type: 'Alert', _createdAt: NOW - 9_000, title: 'A', status, stage: 'Closed', _updatedAt: stamp }, details: { status, stage: 'Closed' } })).map(({ event }) => event);
		expect(change(NOW, 'FalsePositive')).toEqual(['alert.closed']);
		expect(change(NOW + 1_000, 'Ignored')).toEqual(['alert.updated']);
	});

	it('kinds of record, actions and shapes that nobody has heard of', () => {
		const told = new Told('case.created', 'case.updated', 'case.deleted', 'case.merged');
		for (const element of [{}, { base: null, summary: [] }, audit({}), audit({ action: 'invoke', objectType: 'Function' }), audit({ action: 'create', objectType: 'Case' }), audit({ action: 'update', objectType: 'Case', objectId: '~7', object: 'none', details: 'none', context: 'none' })]) {
			expect(told.hear(element), JSON.stringify(element)).toEqual([]);
		}
	});
});

describe('The trigger takes in how live servers answer:', () => {
	let sandbox: Sandbox;
	let soc: Soc;
	let apiKey: string;

	beforeAll(async () => {
		sandbox = await startSandbox({ stream: { refreshMs: 1_000 } });
		soc = await setUpSoc(sandbox.url);
		apiKey = await addServiceUser(soc.admin);
	});
	afterAll(async () => await sandbox.close());

	async function watching(events: string[], act: () => Promise<unknown>, count: number): Promise<IDataObject[]> {
		const host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events } });
		await host.start();
		sandbox.resetJournal();
		await untilListening(sandbox);
		try {
			await act();
			await until('the events', () => host.items.length >= count);
			// what a look finds a second time would come now
			await new Promise((resolve) => setTimeout(resolve, 2_000));
			return host.items;
		} finally {
			await host.stop();
		}
	}

	it('an alert with observables, which has been changed from its birth and tells only of the last audit', async () => {
		const events = ['alert.created', 'alert.updated', 'observable.created', 'observable.updated'];
		const observables = [{ dataType: 'ip', data: '203.0.113.1' }, { dataType: 'ip', data: '203.0.113.2' }];
		const items = await watching(events, async () => await soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: 'observables', title: 'A', description: 'd', observables }), 3);
		expect(items.map(({ event }) => event).toSorted()).toEqual(['alert.created', 'observable.created', 'observable.created']);
	});

	it('a case made from an alert: one event for the case, one for the alert, one for each observable', async () => {
		const alert = (await soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: 'import', title: 'A', description: 'd', observables: [{ dataType: 'ip', data: '203.0.113.3' }] })).id;
		const events = ['alert.imported', 'case.created', 'case.updated', 'observable.created'];
		const items = await watching(events, async () => await soc.analyst.post(`/alert/${alert}/case`, {}), 3);
		expect(items.map(({ event }) => event).toSorted()).toEqual(['alert.imported', 'case.created', 'observable.created']);
	});

	it('status 220 in place of 200, as sessions that are about to end get it', async () => {
		sandbox.faults.failNext({ match: (method, path) => method === 'GET' && path.includes('/stream/'), status: 220, body: [audit({ action: 'create', objectType: 'Case', objectId: '~220', object: aCase({ _id: '~220', _createdAt: Date.now() }) })] });
		const items = await watching(['case.created'], async () => undefined, 1);
		expect(items.map(({ eventId }) => eventId)).toEqual(['case:~220:created']);
	});
});
