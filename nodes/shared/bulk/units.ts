import type { IDataObject, IExecuteFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { fieldError, fitting } from '../fieldError';
import { isIn, where } from '../filter/conditions';
import { filterParameter } from '../filter/filterParameter';
import { requestError } from '../errors';
import { grouped } from '../grouped';
import { idFrom, idParameter, idsFrom } from '../path';
import { parameterOf } from '../parameters';
import { rowsOfQuery } from '../query/pages';
import { placeFrom } from '../place';
import type { RequestSettings, TheHiveContext } from '../request';
import { readParameter, REQUEST_SETTINGS, requestSettingsFrom, theHiveCount, theHiveQuery } from '../request';
import { saidByAll } from '../saidByAll';
import { asInteger } from '../values';
import { applyToField, MAX_AFFECTED } from './fields';
import type { RecordKind } from './kinds';
import { CASES } from './kinds';
import type { Outcome } from './outcome';
import { blocksOf, IDS_PER_QUERY, recordsById } from './readRecords';

/** One record as one input item wants it changed; what becomes one output item. */
export interface Unit {
	/** Id of the record. */
	id: string;
	/** The input item by whose parameters it is changed; the first of `items`. */
	itemIndex: number;
	/** The input items it stands for. */
	items: number[];
	outcome?: Outcome;
	/** The record after the change, where it was read. */
	record?: IDataObject;
}

/** What the input items want, and those items that want nothing possible. */
export interface Selected {
	units: Unit[];
	refusals: Map<number, NodeApiError | NodeOperationError>;
}

/** Settings of the item's requests; an expression may send items to different organisations. */
export function settingsOf(context: IExecuteFunctions, itemIndex: number): RequestSettings {
	return requestSettingsFrom(parameterOf(context, REQUEST_SETTINGS, itemIndex, {}));
}

/** What items want, by the organisation that they act in: what is read for it is read once for each. */
export function byOrganisation<Wanted extends { itemIndex: number }>(context: IExecuteFunctions, wanted: readonly Wanted[]): Wanted[][] {
	return grouped(wanted, ({ itemIndex }) => settingsOf(context, itemIndex).organisation ?? '');
}

/** The records of units as they are, each seen by the organisation of its item; those that do not exist or cannot be seen are missing. */
export async function recordsOf(context: IExecuteFunctions, kind: RecordKind, units: readonly Unit[]): Promise<Map<Unit, IDataObject>> {
	const records = new Map<Unit, IDataObject>();
	for (const group of byOrganisation(context, units)) {
		const byId = await recordsById(context, kind, group.map(({ id }) => id), group[0]?.itemIndex ?? 0);
		for (const unit of group) {
			const record = byId.get(unit.id);
			if (record) records.set(unit, record);
		}
	}
	return records;
}

/** Runs `work` for every input item; a refusal is kept for its item where the node goes on, and ends it otherwise. */
export async function forItems(
	context: IExecuteFunctions,
	refusals: Map<number, NodeApiError | NodeOperationError>,
	work: (itemIndex: number) => void | Promise<void>,
): Promise<void> {
	const count = context.getInputData().length;
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		if (refusals.has(itemIndex)) continue;
		try {
			await work(itemIndex);
		} catch (thrown) {
			const error = requestError(context.getNode(), thrown, { method: '', path: '', itemIndex });
			if (!context.continueOnFail()) throw error;
			refusals.set(itemIndex, error);
		}
	}
}

function maxAffected(context: IExecuteFunctions, itemIndex: number): number {
	const value = fitting(() => asInteger(context.getNodeParameter('maxAffected', itemIndex, MAX_AFFECTED)));
	if (!value.ok || typeof value.value !== 'number' || value.value < 1) {
		throw fieldError(context.getNode(), itemIndex, 'Max Affected', 'needs a whole number of 1 or more');
	}
	return value.value;
}

/** Fields of a row that can be long and are of no use for its id. */
const LONG_FIELDS = ['description', 'summary', 'customFields', 'message', 'content'];

/** Ids of the records that match, after counting them. */
async function matching(context: IExecuteFunctions, kind: RecordKind, filter: IDataObject, itemIndex: number): Promise<string[]> {
	const max = maxAffected(context, itemIndex);
	const query = [{ _name: kind.list }, { _name: 'filter', ...filter }];
	const tooMany = (count: number) =>
		fieldError(
			context.getNode(),
			itemIndex,
			'Filters',
			`match ${count} ${kind.many}, more than Max Affected (${max}) allows`,
			'Nothing was changed. Narrow the filters, or raise Max Affected when all of them are meant: with Dry Run they are then only listed.',
		);
	const count = await theHiveCount(context, query, `count-${kind.many}`, { itemIndex });
	if (count > max) throw tooMany(count);
	if (count === 0) return [];
	const rows = await rowsOfQuery(query, { limit: max + 1, sort: [], extraData: [] }, async (complete) => {
		const found = await theHiveQuery(context, complete, `find-${kind.many}`, { itemIndex, body: { excludeFields: LONG_FIELDS } });
		return found.map((json) => ({ json }));
	});
	// others may have written meanwhile
	if (rows.length > max) throw tooMany(rows.length);
	return rows.map(({ json }) => String(json._id));
}

async function filtered(context: IExecuteFunctions, kind: RecordKind): Promise<Selected> {
	const refusals: Selected['refusals'] = new Map();
	const units: Unit[] = [];
	const found = new Map<string, string[]>();
	await forItems(context, refusals, async (itemIndex) => {
		const filter = await filterParameter(context, kind.entity, itemIndex);
		if (!filter || '_any' in filter) {
			throw fieldError(
				context.getNode(),
				itemIndex,
				'Filters',
				`name no condition: all ${kind.many} would be changed`,
				'Nothing was sent to TheHive. Add a rule, or a filter as JSON.',
			);
		}
		// most often all items have the same filter
		const key = JSON.stringify([filter, context.getNodeParameter('maxAffected', itemIndex, MAX_AFFECTED), settingsOf(context, itemIndex)]);
		const ids = found.get(key) ?? (await matching(context, kind, filter, itemIndex));
		found.set(key, ids);
		for (const id of ids) units.push({ id, itemIndex, items: [itemIndex] });
	});
	return { units, refusals };
}

async function listed(context: IExecuteFunctions): Promise<Selected> {
	const refusals: Selected['refusals'] = new Map();
	const units: Unit[] = [];
	await forItems(context, refusals, (itemIndex) => {
		const ids = idsFrom(context.getNode(), itemIndex, 'recordIds', context.getNodeParameter('recordIds', itemIndex, ''));
		if (ids.length === 0) idFrom(context.getNode(), itemIndex, 'recordIds', '');
		for (const id of ids) units.push({ id, itemIndex, items: [itemIndex] });
	});
	return { units, refusals };
}

/** One unit for each input item, its id in that parameter. */
export async function unitsOfItems(context: IExecuteFunctions, parameter: string): Promise<Selected> {
	const refusals: Selected['refusals'] = new Map();
	const units: Unit[] = [];
	await forItems(context, refusals, (itemIndex) => {
		units.push({ id: idParameter(context, parameter, itemIndex), itemIndex, items: [itemIndex] });
	});
	return { units, refusals };
}

/**
 * What Apply To says for an item; never the input item because nothing else was said.
 * @throws NodeOperationError for anything else than its options
 */
export function applyToOf(context: TheHiveContext, itemIndex: number): 'items' | 'list' | 'filter' {
	return placeFrom(context.getNode(), itemIndex, applyToField.displayName, readParameter(context, applyToField.name, itemIndex, applyToField.default), ['items', 'list', 'filter']);
}

/**
 * The records that Apply To names: one unit for each input item, or one for each record of a list or filter.
 * Nothing is changed; a filter is counted and looked up.
 * @throws NodeOperationError for an empty id, a filter without a rule, or one that hits more than Max Affected
 */
export async function selectedUnits(context: IExecuteFunctions, kind: RecordKind): Promise<Selected> {
	const applyTo = saidByAll(context, applyToField.displayName, (itemIndex) => applyToOf(context, itemIndex));
	if (applyTo === 'filter') return await filtered(context, kind);
	return applyTo === 'list' ? await listed(context) : await unitsOfItems(context, 'recordId');
}

/**
 * Replaces case numbers by ids, because only ids can be told apart in the answers of many. A number that no case has
 * stays, and TheHive refuses it.
 */
export async function resolveCaseNumbers(context: IExecuteFunctions, kind: RecordKind, units: Unit[]): Promise<void> {
	const numbered = units.filter(({ id }) => kind === CASES && /^#?\d+$/.test(id));
	for (const group of byOrganisation(context, numbered)) {
		const byNumber = new Map<number, string>();
		const numbers = [...new Set(group.map(({ id }) => Number(id.replace('#', ''))))];
		for (const block of blocksOf(numbers, IDS_PER_QUERY)) {
			const rows = await theHiveQuery(context, [{ _name: 'listCase' }, ...where(isIn('number', block))], 'case-numbers', {
				itemIndex: group[0]?.itemIndex,
				body: { excludeFields: LONG_FIELDS },
			});
			for (const { number, _id } of rows) byNumber.set(Number(number), String(_id));
		}
		for (const unit of group) unit.id = byNumber.get(Number(unit.id.replace('#', ''))) ?? unit.id;
	}
}
