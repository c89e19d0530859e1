import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requestError } from '../errors';
import { fieldError, fitting } from '../fieldError';
import { asInteger, isObject } from '../values';
import { simplified } from '../answers';
import { addComments } from './comments';
import { CHUNK_SIZE } from './fields';
import type { RecordKind } from './kinds';
import { DONE } from './outcome';
import { Progress } from './progress';
import { recordsAfter } from './readRecords';
import { outputOf, resumeAdvice } from './report';
import { ChunkSender } from './sendChunks';
import type { Selected, Unit } from './units';
import { forItems, recordsOf, resolveCaseNumbers, settingsOf } from './units';

/** How many records are changed. */
export interface ChangeWork {
	kind: RecordKind;
	/** In the past tense, for n8n's log: `updated`. */
	verb: string;
	/** Sends one request for these records. */
	send: (ids: string[], change: IDataObject, itemIndex: number) => Promise<void>;
	/** Which of these are done already; see ChunkJob. */
	alreadyDone?: (ids: string[], itemIndex: number, change: IDataObject) => Promise<ReadonlySet<string>>;
	/** See ChunkJob. */
	refusalMayMeanDone?: boolean;
	chunkSize: number;
	/** Requests at a time, when they must not run beside each other. */
	concurrency?: number;
	/** Whether the records are read after the change. */
	readBack: boolean;
}

/** What an operation does with the records it was given. */
export interface BulkWork extends ChangeWork {
	/** What an item wants done, as the body of the request without ids; items that want the same go out together. */
	changeOf: (itemIndex: number) => IDataObject;
	/** What an item wants said about the change, as a comment on each record that is changed. */
	commentOf?: (itemIndex: number) => string | undefined;
	/** Whether doing it twice does no harm. */
	repeatable: boolean;
	/** Refuses records before anything is changed: reads what it needs and gives each unit that cannot be done its error. */
	check?: (changes: ReadonlyMap<Unit, IDataObject>) => Promise<void>;
	/** JSON of a unit that is done. */
	answer: (unit: Unit) => IDataObject;
}

/** Units that go out together. */
interface Group {
	change: IDataObject;
	itemIndex: number;
	organisation: string;
	units: Unit[];
}

/** Records per request, from the form. */
export function chunkSizeOf(context: IExecuteFunctions, collection: string): number {
	const options: unknown = context.getNodeParameter(collection, 0, {});
	const size = fitting(() => asInteger(isObject(options) ? options.chunkSize : undefined));
	if (!size.ok || (typeof size.value === 'number' && size.value < 1)) {
		throw fieldError(context.getNode(), 0, 'Records per Request', 'needs a whole number of 1 or more');
	}
	return typeof size.value === 'number' ? size.value : CHUNK_SIZE;
}

/**
 * Groups units by change and settings, in waves: a record that is to be changed again, in another way, is changed
 * after the first change is through, as its items stand in the input.
 */
function wavesOf(context: IExecuteFunctions, changes: ReadonlyMap<Unit, IDataObject>): Array<Map<string, Group>> {
	const waves: Array<Map<string, Group>> = [];
	const last = new Map<string, { wave: number; key: string }>();
	const organisations = new Map<number, string>();
	for (const [unit, change] of changes) {
		const organisation = organisations.get(unit.itemIndex) ?? settingsOf(context, unit.itemIndex).organisation ?? '';
		organisations.set(unit.itemIndex, organisation);
		const key = JSON.stringify([change, organisation]);
		const before = last.get(unit.id);
		const number = before === undefined ? 0 : before.key === key ? before.wave : before.wave + 1;
		last.set(unit.id, { wave: number, key });
		const wave = (waves[number] ??= new Map<string, Group>());
		const group = wave.get(key) ?? { change, itemIndex: unit.itemIndex, organisation, units: [] };
		group.units.push(unit);
		wave.set(key, group);
	}
	return waves;
}

/** One unit for each record, change and comment: a list or filter may name a record for several items. */
function withoutRepeats(changes: ReadonlyMap<Unit, IDataObject>, commentOfItem: ReadonlyMap<number, string>): Map<Unit, IDataObject> {
	const known = new Map<string, Unit>();
	const distinct = new Map<Unit, IDataObject>();
	for (const [unit, change] of changes) {
		const key = JSON.stringify([unit.id, change, commentOfItem.get(unit.itemIndex)]);
		const same = known.get(key);
		if (same) {
			same.items.push(...unit.items);
			continue;
		}
		known.set(key, unit);
		distinct.set(unit, change);
	}
	return distinct;
}

async function sendWave(context: IExecuteFunctions, work: ChangeWork, sender: ChunkSender, groups: Group[]): Promise<void> {
	const { alreadyDone } = work;
	await sender.send(
		groups.map(({ change, itemIndex, units }) => ({
			ids: [...new Set(units.map(({ id }) => id))],
			chunkSize: work.chunkSize,
			send: async (ids) => await work.send(ids, change, itemIndex),
			...(alreadyDone ? { alreadyDone: async (ids: string[]) => await alreadyDone(ids, itemIndex, change) } : {}),
			refusalMayMeanDone: work.refusalMayMeanDone,
		})),
	);
	for (const unit of groups.flatMap(({ units }) => units)) unit.outcome = sender.outcomes.get(unit.id);
	if (work.readBack) await readWave(context, work.kind, groups);
}

/** Reads what a wave has changed, by the settings of the items: one query for many groups. */
async function readWave(context: IExecuteFunctions, kind: RecordKind, groups: Group[]): Promise<void> {
	const byOrganisation = new Map<string, { itemIndex: number; units: Unit[]; changes: Map<string, IDataObject> }>();
	for (const { change, itemIndex, units, organisation } of groups) {
		const same = byOrganisation.get(organisation) ?? { itemIndex, units: [], changes: new Map<string, IDataObject>() };
		byOrganisation.set(organisation, same);
		for (const unit of units.filter(({ outcome }) => outcome?.state === 'done')) {
			same.units.push(unit);
			same.changes.set(unit.id, change);
		}
	}
	for (const { itemIndex, units, changes } of byOrganisation.values()) {
		if (units.length === 0) continue;
		// what cannot be read back is changed all the same
		const records = await recordsAfter(context, kind, changes, itemIndex).catch(() => new Map<string, IDataObject>());
		for (const unit of units) unit.record = records.get(unit.id);
	}
}

/** Runs a step that is for all units; when it fails as a whole, nothing is sent, and each says so where the node goes on. */
export async function forAllUnits(context: IExecuteFunctions, units: Unit[], step: () => Promise<void>): Promise<void> {
	try {
		await step();
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, { method: 'POST', path: '/query' });
		if (!context.continueOnFail()) throw error;
		for (const unit of units) unit.outcome ??= { state: 'notSent', error };
	}
}

/** A dry run's answer: the record as it is, and what would be changed. */
async function listChanges(context: IExecuteFunctions, kind: RecordKind, changes: ReadonlyMap<Unit, IDataObject>): Promise<void> {
	const units = [...changes.keys()];
	const records = await recordsOf(context, kind, units);
	for (const unit of units) {
		unit.record = records.get(unit);
		unit.outcome ??= DONE;
	}
}

/** What the check before the change refused ends the node, before anything is changed, unless it is set to go on. */
function holdBack(context: IExecuteFunctions, units: Unit[]): void {
	const refused = units.find(({ outcome }) => outcome?.state === 'failed');
	if (context.continueOnFail() || refused?.outcome?.state !== 'failed') return;
	for (const unit of units) unit.outcome ??= { state: 'notSent', error: refused.outcome.error };
}

/**
 * Groups what wants the same and sends each group in chunks; every unit has its outcome, and its record where it is to
 * be read back, afterwards.
 */
export async function changeAll(context: IExecuteFunctions, work: ChangeWork, changes: ReadonlyMap<Unit, IDataObject>): Promise<void> {
	const progress = new Progress(context.logger, changes.size, `${work.kind.many} ${work.verb}`);
	const concurrency = work.concurrency ?? settingsOf(context, 0).concurrency;
	const sender = new ChunkSender(context.getNode(), concurrency, (count) => progress.advance(count));
	for (const wave of wavesOf(context, changes)) await sendWave(context, work, sender, [...wave.values()]);
}

async function commentOnDone(context: IExecuteFunctions, { kind, verb }: BulkWork, units: Unit[], commentOfItem: ReadonlyMap<number, string>): Promise<void> {
	const comments = new Map<Unit, string>();
	for (const unit of units) {
		const comment = commentOfItem.get(unit.itemIndex);
		if (comment !== undefined && unit.outcome?.state === 'done') comments.set(unit, comment);
	}
	if (comments.size > 0) await addComments(context, kind, verb, comments);
}

/**
 * Does something with many records: groups those that want the same, sends each group in chunks, and gives one output
 * item for each input item (or for each record of a list or filter), linked, with its own error where it has one.
 * @param selected what to work on; see selectedUnits
 * @param dryRun fields to show of each record, when nothing shall be changed
 * @throws the first error with what became of all records, unless the node is set to go on
 */
export async function runBulk(context: IExecuteFunctions, selected: Selected, work: BulkWork, dryRun?: readonly string[]): Promise<INodeExecutionData[][]> {
	const byItems = context.getNodeParameter('applyTo', 0, 'items') === 'items';
	await forAllUnits(context, selected.units, async () => await resolveCaseNumbers(context, work.kind, selected.units));
	const { refusals } = selected;
	const changeOfItem = new Map<number, IDataObject>();
	const commentOfItem = new Map<number, string>();
	const named = new Set(selected.units.map(({ itemIndex }) => itemIndex));
	await forItems(context, refusals, (itemIndex) => {
		if (!named.has(itemIndex)) return;
		const comment = work.commentOf?.(itemIndex);
		if (comment !== undefined) commentOfItem.set(itemIndex, comment);
		changeOfItem.set(itemIndex, work.changeOf(itemIndex));
	});
	let changes = new Map<Unit, IDataObject>();
	for (const unit of selected.units) {
		const change = changeOfItem.get(unit.itemIndex);
		if (change) changes.set(unit, change);
	}
	if (!byItems) changes = withoutRepeats(changes, commentOfItem);
	const units = [...changes.keys()];
	// a second run would comment a second time
	const repeatable = work.repeatable && commentOfItem.size === 0;
	const running = { byItems, repeatable };
	if (dryRun) {
		await forAllUnits(context, units, async () => await listChanges(context, work.kind, changes));
		const shown = ({ id, record }: Unit) => ({ dryRun: true, found: record !== undefined, _id: id, ...(record ? simplified(record, dryRun) : {}) });
		const commentOn = ({ itemIndex }: Unit) => (commentOfItem.has(itemIndex) ? { comment: commentOfItem.get(itemIndex) } : {});
		return outputOf(context, { units, refusals }, (unit) => ({ ...shown(unit), changes: changes.get(unit) ?? {}, ...commentOn(unit) }), running);
	}
	await forAllUnits(context, units, async () => await work.check?.(changes));
	holdBack(context, units);
	for (const unit of units) if (unit.outcome) changes.delete(unit);
	await changeAll(context, work, changes);
	await commentOnDone(context, work, units, commentOfItem);
	if (context.getExecutionCancelSignal()?.aborted) {
		context.logger.warn(`TheHive: stopped. ${resumeAdvice(units, byItems, repeatable)}`);
	}
	return outputOf(context, { units, refusals }, work.answer, running);
}
