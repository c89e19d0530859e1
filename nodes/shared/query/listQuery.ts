import type { IDataObject, IExecuteSingleFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { filterFields } from '../filter/filterFields';
import { filterParameter } from '../filter/filterParameter';
import type { SearchableEntity } from '../filter/fieldTypes';
import type { TheHiveContext } from '../request';
import { readParameter } from '../request';
import { asInteger, isObject, listOf } from '../values';
import { listOptions, returnAllAndLimit, sortField } from './listFields';
import type { PagePlan } from './pages';
import { planPages } from './pages';

/** First operations of a query; may depend on the item: `getCase` with its id, then `tasks`. */
export type QueryStart = (read: (name: string) => unknown, context: TheHiveContext, itemIndex: number) => IDataObject[];

/** The form of a Get Many: how many, which, in which order. */
export const listQueryFields: INodeProperties[] = [...returnAllAndLimit, ...filterFields, sortField, listOptions];

const asNames = listOf(256);

function namesFrom(value: unknown): string[] {
	const names = asNames(value);
	return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function sortFrom(value: unknown): IDataObject[] {
	const rows: unknown = isObject(value) ? value.fields : undefined;
	const list: unknown[] = Array.isArray(rows) ? rows : [];
	return list
		.filter(isObject)
		.filter(({ field }) => typeof field === 'string' && field !== '')
		.map(({ field, direction }) => ({ [String(field)]: direction === 'asc' ? 'asc' : 'desc' }));
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
	const filter = entity && (await filterParameter(context, entity, itemIndex));
	const chosen = read('listOptions', {});
	const options = isObject(chosen) ? chosen : {};
	const includeFields = namesFrom(options.includeFields);
	const excludeFields = namesFrom(options.excludeFields).filter((name) => name !== '_id' && name !== '_createdAt');
	const limit = asInteger(read('limit', 50));
	return {
		body: {
			query: [...start(read, context, itemIndex), ...(filter ? [{ _name: 'filter', ...filter }] : [])],
			...(excludeFields.length > 0 ? { excludeFields } : {}),
			// the walk over all rows needs these two
			...(includeFields.length > 0 ? { includeFields: [...new Set(['_id', '_createdAt', ...includeFields])] } : {}),
		},
		plan: {
			...(read('returnAll', false) === true ? {} : { limit: typeof limit === 'number' && limit > 0 ? limit : 50 }),
			sort: sortFrom(read('sort', {})),
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
