import type { IDataObject, IExecuteSingleFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { fieldError, fitting, UnfitValue } from '../fieldError';
import { where } from '../filter/conditions';
import type { SearchableEntity } from '../filter/fieldTypes';
import { knownTypeOf } from '../filter/fieldTypes';
import { filterFields } from '../filter/filterFields';
import { filterParameter } from '../filter/filterParameter';
import type { PresetEntity } from '../filter/presets';
import { presetField } from '../filter/presets';
import type { TheHiveContext } from '../request';
import { readParameter } from '../request';
import { asJson, isEmpty, isObject, listOf } from '../values';
import { listOptions, returnAllAndLimit, sortField } from './listFields';
import type { PagePlan } from './pages';
import { planPages } from './pages';
import { rowLimit } from './rowLimit';

/** First operations of a query; may depend on the item: `getCase` with its id, then `tasks`. */
export type QueryStart = (read: (name: string) => unknown, context: TheHiveContext, itemIndex: number) => IDataObject[];

/** The form of a Get Many: how many, which, in which order. */
export const listQueryFields: INodeProperties[] = [...returnAllAndLimit, ...filterFields, sortField, listOptions];

/** The same where the records have presets. */
export function listQueryFieldsOf(entity: PresetEntity): INodeProperties[] {
	return [...returnAllAndLimit, presetField(entity), ...filterFields, sortField, listOptions];
}

const asNames = listOf(256);

function namesFrom(value: unknown): string[] {
	const names = asNames(value);
	return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** The order that the form says: a list of fields, or what an expression gives for one. */
function sortFrom(value: unknown, entity: SearchableEntity | undefined): IDataObject[] {
	const given = asJson(value);
	if (isEmpty(given)) return [];
	const rows: unknown = isObject(given) ? (given.fields ?? []) : given;
	if (!Array.isArray(rows)) throw new UnfitValue('needs a list of fields');
	return rows.flatMap((row: unknown) => {
		if (!isObject(row)) throw new UnfitValue(`has a field that is none: '${String(row)}'`);
		const { field, direction = 'desc' } = row;
		if (typeof field !== 'string' || isEmpty(field)) return [];
		if (direction !== 'asc' && direction !== 'desc') throw new UnfitValue(`goes 'asc' or 'desc', not '${String(direction)}'`);
		if (entity && knownTypeOf(entity, field) === 'unindexed') {
			throw new UnfitValue(`by ${field} would give no records: TheHive has no index of this field. Use a Sort node behind this one`);
		}
		return [{ [field]: direction }];
	});
}

/**
 * What the Get Many form says for an item: the query (without sort and page), how many rows, which of their fields.
 * @throws NodeOperationError naming the field that cannot be meant
 */
export async function listQuery(
	context: TheHiveContext,
	start: QueryStart,
	entity: SearchableEntity | undefined,
	itemIndex: number,
): Promise<{ body: IDataObject & { query: IDataObject[] }; plan: PagePlan }> {
	const read = (name: string, fallback?: unknown) => readParameter(context, name, itemIndex, fallback);
	const fitted = <Value>(label: string, convert: () => Value): Value => {
		const result = fitting(convert);
		if (!result.ok) throw fieldError(context.getNode(), itemIndex, label, result.problem);
		return result.value;
	};
	const filter = entity && (await filterParameter(context, entity, itemIndex));
	const chosen = read('listOptions', {});
	const options = isObject(chosen) ? chosen : {};
	const includeFields = namesFrom(options.includeFields);
	const excludeFields = namesFrom(options.excludeFields).filter((name) => name !== '_id' && name !== '_createdAt');
	return {
		body: {
			query: [...start(read, context, itemIndex), ...where(filter)],
			...(excludeFields.length > 0 ? { excludeFields } : {}),
			// the walk over all rows needs these two
			...(includeFields.length > 0 ? { includeFields: [...new Set(['_id', '_createdAt', ...includeFields])] } : {}),
		},
		plan: {
			limit: rowLimit(context, itemIndex),
			sort: fitted('Sort', () => sortFrom(read('sort', {}), entity)),
			extraData: namesFrom(options.extraData),
		},
	};
}

/**
 * The preSend of a routed Get Many: writes the query and how it is paged.
 * @param start first operations of the query
 * @param entity kind of its rows, by which filter values get their types
 */
export function sendListQuery(start: QueryStart, entity?: SearchableEntity): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		const { body, plan } = await listQuery(this, start, entity, this.getItemIndex());
		options.body = body;
		planPages(options, plan);
		return options;
	};
}
