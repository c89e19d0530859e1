import type { IDataObject } from 'n8n-workflow';
import { fieldError, fitting } from '../fieldError';
import { ownLogin } from '../ownLogin';
import type { TheHiveContext } from '../request';
import { readParameter } from '../request';
import type { FilterForm } from './buildFilter';
import { buildFilter } from './buildFilter';
import type { Condition } from './conditions';
import type { SearchableEntity } from './fieldTypes';
import { jsonFilter } from './jsonFilter';
import { hasPresets, presetFor, presetParameter } from './presets';
import { typeOfFieldFor } from './typeOfField';

/** The condition of the preset that an item's form has chosen. */
async function chosenPreset(context: TheHiveContext, entity: SearchableEntity, itemIndex: number): Promise<Condition | undefined> {
	if (!hasPresets(entity)) return undefined;
	const chosen = readParameter(context, presetParameter(entity), itemIndex, '');
	const preset = fitting(() => presetFor(entity, chosen));
	if (!preset.ok) throw fieldError(context.getNode(), itemIndex, 'Preset', preset.problem);
	const condition = preset.value?.condition;
	return typeof condition === 'function' ? condition(await ownLogin(context, { itemIndex })) : condition;
}

/**
 * The filter that the node's form makes for an item: its preset, its rules and groups, and its JSON.
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
	const json = fitting(() => jsonFilter(read('filterJson', '')));
	if (!json.ok) throw fieldError(context.getNode(), itemIndex, 'Filter (JSON)', json.problem);
	const form: FilterForm = {
		match: read('filterMatch', 'all'),
		filters,
		json: json.value,
		preset: await chosenPreset(context, entity, itemIndex),
	};
	const typeOfField = await typeOfFieldFor(context, entity, filters);
	const filter = fitting(() => buildFilter(form, typeOfField));
	if (!filter.ok) throw fieldError(context.getNode(), itemIndex, 'Filters', filter.problem);
	return filter.value;
}
