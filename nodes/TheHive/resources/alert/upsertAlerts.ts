import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { CHUNK_SIZE } from '../../../shared/bulk/fields';
import { ALERTS } from '../../../shared/bulk/kinds';
import { DONE } from '../../../shared/bulk/outcome';
import { Progress } from '../../../shared/bulk/progress';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { outputOf, resumeAdvice } from '../../../shared/bulk/report';
import { changeAll, forAllUnits } from '../../../shared/bulk/runBulk';
import { ChunkSender } from '../../../shared/bulk/sendChunks';
import type { Selected, Unit } from '../../../shared/bulk/units';
import { forItems, recordsOf, settingsOf } from '../../../shared/bulk/units';
import { sendChange } from '../../../shared/bulk/updateOperations';
import { errorType, requestError } from '../../../shared/errors';
import { fieldError } from '../../../shared/fieldError';
import type { AlertKey } from '../../../shared/repeatedRequest';
import { alertByKey, alertKeyOf } from '../../../shared/repeatedRequest';
import { theHiveObject, theHiveQuery } from '../../../shared/request';
import type { MergeRules } from './alertDifference';
import { difference, folded } from './alertDifference';
import type { Wanted } from './missingObservables';
import { distinctObservables, missingObservables } from './missingObservables';

export interface UpsertRules extends MergeRules {
	addObservables: boolean;
	/** Whether the case of an imported alert gets the missing observables, too. */
	alsoToCase: boolean;
}

/** An alert that the input reports, once or several times. */
interface Entry {
	name: string;
	key: AlertKey;
	body: IDataObject;
	rules: UpsertRules;
	unit: Unit;
	organisation: string;
	action: 'created' | 'updated' | 'unchanged';
	/** As TheHive has it, before it is changed. */
	found?: IDataObject;
	observablesAdded: number;
}

const KEYS_PER_QUERY = 200;

const sameChoices = (one: readonly string[], other: readonly string[]): boolean =>
	one.every((choice) => other.includes(choice)) && other.every((choice) => one.includes(choice));

/**
 * The rules for an alert that several items report: what is on for one of them is done.
 * @throws NodeOperationError when the item's rules contradict those of an earlier one
 */
function rulesOfBoth(context: IExecuteFunctions, itemIndex: number, { rules: earlier, unit }: Entry, later: UpsertRules): UpsertRules {
	const field = later.tags !== earlier.tags ? 'Tags' : sameChoices(later.overwrite, earlier.overwrite) ? undefined : 'Overwrite';
	if (field !== undefined) {
		const advice = 'Nothing of this item was sent to TheHive. Give all items that report one alert the same rule, or part them by an IF node.';
		throw fieldError(context.getNode(), itemIndex, field, `says something else than for item ${unit.itemIndex}, which reports the same alert`, advice);
	}
	return {
		...earlier,
		reopen: earlier.reopen || later.reopen,
		addObservables: earlier.addObservables || later.addObservables,
		alsoToCase: earlier.alsoToCase || later.alsoToCase,
	};
}

/** The alerts that the input reports, those of the same key as one. */
async function entriesOf(context: IExecuteFunctions, refusals: Selected['refusals'], read: (itemIndex: number) => { body: IDataObject; rules: UpsertRules }): Promise<Entry[]> {
	const entries = new Map<string, Entry>();
	await forItems(context, refusals, (itemIndex) => {
		const { body, rules } = read(itemIndex);
		const key = alertKeyOf(body);
		if (!key) return;
		const { organisation = '' } = settingsOf(context, itemIndex);
		const name = JSON.stringify([organisation, key.type, key.source, key.sourceRef]);
		const known = entries.get(name);
		if (known) {
			known.rules = rulesOfBoth(context, itemIndex, known, rules);
			known.body = folded(known.body, body, rules);
			known.unit.items.push(itemIndex);
			return;
		}
		entries.set(name, { name, key, body, rules, organisation, unit: { id: '', itemIndex, items: [itemIndex] }, action: 'unchanged', observablesAdded: 0 });
	});
	for (const { body } of entries.values()) if (body.observables !== undefined) body.observables = distinctObservables(body.observables);
	return [...entries.values()];
}

/** Filter for alerts with one of the keys: those of one type and source share a condition. */
function withKeys(keys: AlertKey[]): IDataObject {
	const refs = new Map<string, { type: string; source: string; refs: string[] }>();
	for (const { type, source, sourceRef } of keys) {
		const name = JSON.stringify([type, source]);
		const known = refs.get(name) ?? { type, source, refs: [] };
		refs.set(name, known);
		known.refs.push(sourceRef);
	}
	const conditions = [...refs.values()].map(({ type, source, refs: values }) => ({
		_and: [
			{ _eq: { _field: 'type', _value: type } },
			{ _eq: { _field: 'source', _value: source } },
			{ _in: { _field: 'sourceRef', _values: values } },
		],
	}));
	const [only] = conditions;
	return conditions.length === 1 && only ? only : { _or: conditions };
}

/** Looks up which of the alerts exist, many in one query. One that was made a moment ago may be missed: its creation is then refused. */
async function lookUp(context: IExecuteFunctions, entries: Entry[]): Promise<void> {
	const organisations = new Set(entries.map(({ organisation }) => organisation));
	for (const organisation of organisations) {
		const mine = entries.filter((entry) => entry.organisation === organisation);
		await Promise.all(
			blocksOf(mine, KEYS_PER_QUERY).map(async (block) => {
				const rows = await theHiveQuery(
					context,
					[{ _name: 'listAlert' }, { _name: 'filter', ...withKeys(block.map(({ key }) => key)) }],
					'alerts-by-key',
					{ itemIndex: block[0]?.unit.itemIndex },
				);
				const byKey = new Map(rows.map((row) => [JSON.stringify(alertKeyOf(row)), row]));
				for (const entry of block) entry.found = byKey.get(JSON.stringify(entry.key));
			}),
		);
	}
}

/** Creates the alert, or finds it where another writer was faster. */
async function createOrFind(context: IExecuteFunctions, entry: Entry): Promise<void> {
	const { itemIndex } = entry.unit;
	try {
		entry.unit.record = await theHiveObject(context, { method: 'POST', path: '/alert', body: entry.body, itemIndex });
		entry.unit.id = String(entry.unit.record._id);
		entry.action = 'created';
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, { method: 'POST', path: '/alert', itemIndex });
		if (errorType(error) !== 'CreateError') throw error;
		const [found] = await theHiveQuery(context, alertByKey(entry.key), 'alert-by-key', { itemIndex });
		if (!found) throw error;
		entry.found = found;
	}
}

async function createMissing(context: IExecuteFunctions, entries: Entry[]): Promise<void> {
	const missing = entries.filter(({ found }) => !found);
	const progress = new Progress(context.logger, missing.length, 'alerts created');
	const sender = new ChunkSender(context.getNode(), settingsOf(context, 0).concurrency, (count) => progress.advance(count));
	await sender.send(missing.map((entry) => ({ ids: [entry.name], chunkSize: 1, send: async () => await createOrFind(context, entry) })));
	for (const entry of missing) entry.unit.outcome = sender.outcomes.get(entry.name);
}

/** Sends what the found alerts do not say yet. */
async function updateFound(context: IExecuteFunctions, entries: Entry[]): Promise<void> {
	const changes = new Map<Unit, IDataObject>();
	for (const { found, unit, body, rules } of entries) {
		if (!found) continue;
		unit.id = String(found._id);
		unit.record = found;
		unit.outcome = DONE;
		const change = difference(found, body, rules);
		if (Object.keys(change).length > 0) changes.set(unit, change);
	}
	await changeAll(context, { kind: ALERTS, verb: 'updated', send: sendChange(context, ALERTS), chunkSize: CHUNK_SIZE, readBack: true }, changes);
	for (const entry of entries) if (changes.has(entry.unit)) entry.action = 'updated';
}

/** Where the observables of a found alert belong. */
function homesOf({ found, rules, body, unit }: Entry): Wanted[] {
	const observables = distinctObservables(body.observables);
	if (!found || !rules.addObservables || observables.length === 0 || unit.outcome?.state !== 'done') return [];
	const wanted = { itemIndex: unit.itemIndex, observables };
	const inAlert: Wanted = { ...wanted, parent: { kind: 'alert', id: unit.id } };
	return rules.alsoToCase && typeof found.caseId === 'string' ? [inAlert, { ...wanted, parent: { kind: 'case', id: found.caseId } }] : [inAlert];
}

/** Gives found alerts the observables that they miss. */
async function addMissing(context: IExecuteFunctions, entries: Entry[]): Promise<void> {
	const homes = new Map<Entry, Wanted[]>();
	for (const entry of entries) {
		const wanted = homesOf(entry);
		if (wanted.length > 0) homes.set(entry, wanted);
	}
	if (homes.size === 0) return;
	// not done until they have their observables
	for (const { unit } of homes.keys()) unit.outcome = undefined;
	const add = await missingObservables(context, [...homes.values()].flat());
	const progress = new Progress(context.logger, homes.size, 'alerts given their observables');
	const sender = new ChunkSender(context.getNode(), settingsOf(context, 0).concurrency, (count) => progress.advance(count));
	// of one alert, whereas what a request throws may concern them all
	const refused = new Map<Entry, string[]>();
	await sender.send(
		[...homes].map(([entry, wanted]) => ({
			ids: [entry.name],
			chunkSize: 1,
			send: async () => {
				for (const one of wanted) {
					const { count, refusals } = await add(one);
					if (one.parent.kind === 'alert') entry.observablesAdded += count;
					if (refusals.length > 0) refused.set(entry, [...(refused.get(entry) ?? []), ...refusals]);
				}
			},
		})),
	);
	for (const entry of homes.keys()) {
		const refusals = refused.get(entry);
		const outcome = sender.outcomes.get(entry.name);
		entry.unit.outcome = refusals && outcome?.state === 'done' ? { state: 'failed', error: refusedObservables(context, entry, refusals) } : outcome;
		if (entry.observablesAdded > 0) entry.action = 'updated';
	}
	await showObservables(context, [...homes.keys()].filter(({ observablesAdded }) => observablesAdded > 0));
}

function refusedObservables(context: IExecuteFunctions, { unit }: Entry, refusals: string[]): NodeOperationError {
	return new NodeOperationError(context.getNode(), `TheHive refused ${refusals.length} observables of the alert. ${refusals[0] ?? ''}`, {
		itemIndex: unit.itemIndex,
		description: 'All else of the alert is as it shall be.',
	});
}

/** The number of observables is part of the alert. */
async function showObservables(context: IExecuteFunctions, entries: Entry[]): Promise<void> {
	// what cannot be read is done all the same
	const records = await recordsOf(context, ALERTS, entries.map(({ unit }) => unit)).catch(() => new Map<Unit, IDataObject>());
	for (const { unit } of entries) unit.record = records.get(unit) ?? unit.record;
}

/**
 * Brings alerts about as their sources report them: creates what is missing, changes what differs, adds the observables
 * that are new. Reports of one key in one batch become one alert, and another writer's alert of that key is found and
 * changed. One output item for each alert, linked to all input items that report it.
 * @param read body and rules of an item
 */
export async function upsertAlerts(context: IExecuteFunctions, read: (itemIndex: number) => { body: IDataObject; rules: UpsertRules }): Promise<INodeExecutionData[][]> {
	const refusals: Selected['refusals'] = new Map();
	const entries = await entriesOf(context, refusals, read);
	const units = entries.map(({ unit }) => unit);
	await forAllUnits(context, units, async () => await lookUp(context, entries));
	const reachable = entries.filter(({ unit }) => !unit.outcome);
	await createMissing(context, reachable);
	await updateFound(context, reachable);
	await forAllUnits(context, units, async () => await addMissing(context, reachable));
	if (context.getExecutionCancelSignal()?.aborted) context.logger.warn(`TheHive: stopped. ${resumeAdvice(units, true, true)}`);
	const byUnit = new Map(entries.map((entry) => [entry.unit, entry]));
	const answer = (unit: Unit): IDataObject => {
		const entry = byUnit.get(unit);
		return { ...unit.record, action: entry?.action ?? 'unchanged', observablesAdded: entry?.observablesAdded ?? 0 };
	};
	return outputOf(context, { units, refusals }, answer, { byItems: true, repeatable: true });
}
