import type { IDataObject } from 'n8n-workflow';
import { fieldError, fitting } from '../fieldError';
import type { TheHiveContext } from '../request';
import { readParameter } from '../request';
import type { FilterForm } from './buildFilter';
import { buildFilter } from './buildFilter';
import type { SearchableEntity } from './fieldTypes';
import { typeOfFieldFor } from './typeOfField';

/**
 * The filter that the node's form makes for an item.
 * @returns TheHive's filter without `_name`, or nothing when no rule is set
 * @throws NodeOperationError naming the rule that cannot be meant
 */
export async function filterParameter(
	context: TheHiveContext,
	entity: SearchableEntity,
	itemIndex: number,
): Promise<IDataObject | undefined> {
	const read = (name: string, fallback: unknown) => readParameter(context, name, itemIndex, fallback);
	const filters = read('filters', {});
	const typeOfField = await typeOfFieldFor(context, entity, filters);
	const form: FilterForm = { match: read('filterMatch', 'all') === 'any' ? 'any' : 'all', filters, json: read('filterJson', '') };
	const filter = fitting(() => buildFilter(form, typeOfField));
	if (!filter.ok) throw fieldError(context.getNode(), itemIndex, 'Filters', filter.problem);
	return filter.value;
}
