import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { isIn, where } from '../../../shared/filter/conditions';
import { theHiveQuery } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import { grouped } from '../../../shared/grouped';
import type { Parent } from '../../../shared/parent';
import { addValues, distinct, sameValue } from '../observable/addValues';

const PARENTS_PER_QUERY = 100;

/** Observables that reports name, and where they belong. */
export interface Wanted {
	parent: Parent;
	itemIndex: number;
	observables: IDataObject[];
}

/** Each of them once. */
export function distinctObservables(rows: unknown): IDataObject[] {
	const given: unknown[] = Array.isArray(rows) ? rows : [];
	const byValue = new Map(given.filter(isObject).map((row) => [sameValue(String(row.dataType), String(row.data)), row]));
	return [...byValue.values()];
}

function parentOf({ extraData }: IDataObject): string | undefined {
	const links = isObject(extraData) && isObject(extraData.links) ? extraData.links : {};
	const parent = isObject(links.alert) ? links.alert : links.case;
	return isObject(parent) && typeof parent._id === 'string' ? parent._id : undefined;
}

/** Values that the alerts and cases have already, by the id of the parent; many parents in one query. */
async function known(context: IExecuteFunctions, parents: string[], itemIndex: number): Promise<Map<string, Set<string>>> {
	const values = new Map<string, Set<string>>();
	await Promise.all(
		blocksOf(parents, PARENTS_PER_QUERY).map(async (block) => {
			const rows = await theHiveQuery(
				context,
				[
					{ _name: 'listObservable' },
					...where(isIn('relatedId', block)),
					{ _name: 'page', from: 0, to: 10_000, extraData: ['links'] },
				],
				'known-observables',
				{ itemIndex, body: { excludeFields: ['message', 'reports'] } },
			);
			for (const row of rows) {
				const parent = parentOf(row);
				if (parent === undefined) continue;
				values.set(parent, (values.get(parent) ?? new Set<string>()).add(sameValue(String(row.dataType), String(row.data))));
			}
		}),
	);
	return values;
}

/** What came of adding: how many are new, and why others were refused. */
export interface Added {
	count: number;
	refusals: string[];
}

/** All of an observable but its value. */
function fieldsOf(observable: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(observable).filter(([name]) => name !== 'data' && name !== 'dataType'));
}

/** Adds those observables that the alert or case does not have; values with the same fields go out in one request for each type. */
async function add(context: IExecuteFunctions, { parent, itemIndex, observables }: Wanted, has: ReadonlySet<string>): Promise<Added> {
	const missing = observables.filter(({ dataType, data }) => !has.has(sameValue(String(dataType), String(data))));
	const added: Added = { count: 0, refusals: [] };
	for (const group of grouped(missing, (row) => JSON.stringify(fieldsOf(row)))) {
		const [first] = group;
		if (!first) continue;
		const values = distinct(group.map(({ data, dataType }) => ({ data: String(data), dataType: String(dataType), items: [itemIndex] })));
		const rows = await addValues(context, { parent, fields: fieldsOf(first), values }, 'theHive');
		for (const { json } of rows) {
			if (json.error === undefined) added.count++;
			// another writer was faster: it is there, as it shall be
			else if (!(isObject(json.details) && json.details.type === 'CreateError')) added.refusals.push(String(json.error));
		}
	}
	return added;
}

/**
 * Prepares to add what is missing: reads once what all the parents have.
 * @returns adds the missing ones of one parent
 */
export async function missingObservables(context: IExecuteFunctions, wanted: Wanted[]): Promise<(one: Wanted) => Promise<Added>> {
	const [first] = wanted;
	const values = first ? await known(context, [...new Set(wanted.map(({ parent }) => parent.id))], first.itemIndex) : new Map<string, Set<string>>();
	return async (one) => await add(context, one, values.get(one.parent.id) ?? new Set());
}
