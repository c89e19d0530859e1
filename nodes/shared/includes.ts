import type { IDataObject, IExecuteFunctions, INodeProperties, PostReceiveAction } from 'n8n-workflow';
import { simplified } from './answers';
import { fieldError, fitting, UnfitValue } from './fieldError';
import { parameterOf } from './parameters';
import { simplifyField } from './query/listFields';
import type { TheHiveContext, TheHiveRequest } from './request';
import { readParameter, theHiveList, theHiveObject, theHiveQuery } from './request';
import { isOn } from './toggles';
import type { Converter } from './values';
import { isObject, listOf } from './values';

/** Records that can be read together with the one they belong to. */
export interface Include {
	name: string;
	/** Key under which they are given. */
	value: string;
	description?: string;
	/** Operation that leads to them in a query (`tasks`), or path behind that of the record (`/shares`). */
	from: { chained: string } | { path: string; list?: string };
	/** Whether it is one record rather than a list. */
	single?: boolean;
}

/** What to read along with a record of that kind. */
export interface RecordWithParts {
	/** Initial operation of a query, e.g. `getCase`. */
	initial: string;
	/** Path below `/api/v1`, before the id. */
	path: string;
	includes: readonly Include[];
	/** Fields that Simplify keeps. */
	simple: readonly string[];
}

export const GET_OPTIONS = 'getOptions';

/** Options of a Get that can give more than the record. */
export const getOptions: INodeProperties = {
	displayName: 'Options',
	name: GET_OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Extra Data',
			name: 'extraData',
			type: 'string',
			default: '',
			placeholder: 'e.g. observableStats,taskStats',
			description: 'Comma-separated names of computed data to add, under extraData',
		},
	],
};

/** The choice what to read along. */
export function includeField(name: string, includes: readonly Include[]): INodeProperties {
	return {
		displayName: 'Include',
		name,
		type: 'multiOptions',
		options: includes.map(({ name: label, value, description }) => ({ name: label, value, ...(description ? { description } : {}) })),
		default: [],
		description: 'What to return along with it; each takes one more request',
	};
}

const asNames: Converter = listOf(64);

function chosenIncludes(context: TheHiveContext, field: string, includes: readonly Include[], itemIndex: number): Include[] {
	const chosen = fitting(() => {
		const names = asNames(readParameter(context, field, itemIndex, []));
		return (Array.isArray(names) ? names : []).map((name) => {
			const include = includes.find(({ value, name: label }) => value === name || label === name);
			if (!include) throw new UnfitValue(`has no '${String(name)}'. Choose one of: ${includes.map(({ value }) => value).join(', ')}`);
			return include;
		});
	});
	if (!chosen.ok) throw fieldError(context.getNode(), itemIndex, 'Include', chosen.problem);
	return chosen.value;
}

/** How the requests of an item are sent. */
type ItemRequest = Pick<TheHiveRequest, 'holdsPlace'> & { itemIndex: number };

async function included(context: TheHiveContext, kind: RecordWithParts, id: string, { from, single, value }: Include, request: ItemRequest): Promise<IDataObject | IDataObject[] | null> {
	if ('chained' in from) {
		const rows = await theHiveQuery(context, [{ _name: kind.initial, idOrName: id }, { _name: from.chained }], `include-${value}`, request);
		return single ? (rows[0] ?? null) : rows;
	}
	const path = `${kind.path}/${encodeURIComponent(id)}${from.path}`;
	if (from.list === undefined) return await theHiveList(context, { method: 'GET', path, ...request });
	const list: unknown = (await theHiveObject(context, { method: 'GET', path, ...request }))[from.list];
	return (Array.isArray(list) ? list : []).filter(isObject);
}

/**
 * Reads a record and what the form wants along with it, one request each.
 * @param idOrName what TheHive's `get…` operation takes
 * @param read gives the record where no computed data is wanted
 */
export async function recordWithParts(
	context: IExecuteFunctions,
	kind: RecordWithParts,
	includeParameter: string,
	idOrName: string,
	read: () => Promise<IDataObject>,
	itemIndex: number,
): Promise<IDataObject> {
	const includes = chosenIncludes(context, includeParameter, kind.includes, itemIndex);
	const options: unknown = parameterOf(context, GET_OPTIONS, itemIndex, {});
	const extraData = asNames(isObject(options) ? options.extraData : undefined);
	const record = Array.isArray(extraData) && extraData.length > 0 ? await withExtraData(context, kind, idOrName, extraData, itemIndex) : await read();
	const id = String(record._id);
	const parts = await Promise.all(includes.map(async (include): Promise<[string, IDataObject | IDataObject[] | null]> => [include.value, await included(context, kind, id, include, { itemIndex })]));
	const simple = isOn(context, simplifyField, itemIndex);
	const kept = simple ? { ...simplified(record, kind.simple), ...(extraData === undefined ? {} : { extraData: record.extraData }) } : record;
	return { ...kept, ...Object.fromEntries(parts) };
}

/** postReceive of a routed Get: what the form wants along with the record is read after it, one request each. Stands behind `simplify`. */
export function partsOf(kind: RecordWithParts, includeParameter: string): PostReceiveAction {
	return async function (items) {
		const request = { itemIndex: this.getItemIndex(), holdsPlace: true };
		const includes = chosenIncludes(this, includeParameter, kind.includes, request.itemIndex);
		if (includes.length === 0) return items;
		for (const { json } of items) {
			for (const include of includes) json[include.value] = await included(this, kind, String(json._id), include, request);
		}
		return items;
	};
}

async function withExtraData(context: IExecuteFunctions, kind: RecordWithParts, idOrName: string, extraData: unknown[], itemIndex: number): Promise<IDataObject> {
	const [row] = await theHiveQuery(context, [{ _name: kind.initial, idOrName }, { _name: 'page', from: 0, to: 1, extraData }], 'get-with-extra-data', { itemIndex });
	if (!row) throw unknownRecord(context, idOrName, itemIndex);
	return row;
}

/** A query answers an unknown record with no row. */
export function unknownRecord(context: IExecuteFunctions, idOrName: string, itemIndex: number) {
	return fieldError(
		context.getNode(),
		itemIndex,
		idOrName,
		'is unknown to TheHive',
		'It does not exist, or the user of the credential may not see it. Check the ID or reference and the organisation.',
	);
}
