import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { byOrganisation } from '../../../shared/bulk/units';
import { isIn, where } from '../../../shared/filter/conditions';
import { WINDOW } from '../../../shared/query/pages';
import { theHiveQuery } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import type { Parent } from '../../../shared/parent';
import { additionsOf, addValues, sameValue } from '../observable/addValues';
import { textsIn } from './alertDifference';

const PARENTS_PER_QUERY = 100;

/** Observables that reports name, and where they belong. */
export interface Wanted {
	parent: Parent;
	itemIndex: number;
	observables: IDataObject[];
}

/** Two reports of one observable as one: what the later says wins, but tags add up, and what one knows to be malicious or seen is. */
function merged(earlier: IDataObject, later: IDataObject): IDataObject {
	const both = { ...earlier, ...later };
	for (const flag of ['ioc', 'sighted']) if (earlier[flag] === true) both[flag] = true;
	const tags = [...textsIn(earlier.tags), ...textsIn(later.tags)];
	if (tags.length > 0) both.tags = [...new Set(tags)];
	return both;
}

/** Each of them once. */
export function distinctObservables(rows: unknown): IDataObject[] {
	const given: unknown[] = Array.isArray(rows) ? rows : [];
	const byValue = new Map<string, IDataObject>();
	for (const row of given.filter(isObject)) {
		const key = sameValue(String(row.dataType), String(row.data));
		const known = byValue.get(key);
		byValue.set(key, known ? merged(known, row) : row);
	}
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
					{ _name: 'page', from: 0, to: WINDOW, extraData: ['links'] },
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

/** Adds those observables that the alert or case does not have; values with the same fields go out in one request for each type. */
async function add(context: IExecuteFunctions, { parent, itemIndex, observables }: Wanted, has: ReadonlySet<string>): Promise<Added> {
	const missing = observables.filter(({ dataType, data }) => !has.has(sameValue(String(dataType), String(data))));
	const added: Added = { count: 0, refusals: [] };
	for (const addition of additionsOf(parent, missing, itemIndex)) {
		const rows = await addValues(context, addition, 'theHive');
		for (const { json } of rows) {
			if (json.error === undefined) added.count++;
			// another writer was faster: it is there, as it shall be
			else if (!(isObject(json.details) && json.details.type === 'CreateError')) added.refusals.push(String(json.error));
		}
	}
	return added;
}

/**
 * Prepares to add what is missing: reads once what all the parents have, each as the organisation of its item sees it.
 * @returns adds the missing ones of one parent
 */
export async function missingObservables(context: IExecuteFunctions, wanted: Wanted[]): Promise<(one: Wanted) => Promise<Added>> {
	const values = new Map<Wanted, Set<string>>();
	for (const group of byOrganisation(context, wanted)) {
		const byParent = await known(context, [...new Set(group.map(({ parent }) => parent.id))], group[0]?.itemIndex ?? 0);
		for (const one of group) values.set(one, byParent.get(one.parent.id) ?? new Set());
	}
	return async (one) => await add(context, one, values.get(one) ?? new Set());
}
