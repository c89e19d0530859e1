import type { IDataObject } from 'n8n-workflow';
import { foundNothing, FOUND_NOTHING, unresolved } from '../choice';
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

/**
 * Reads a part of the form. One that is left empty is no filter; one whose expression finds nothing was to be one.
 * @param advice what the expression can give where there is to be no filter
 */
function readPart(context: TheHiveContext, name: string, label: string, itemIndex: number, advice?: string): unknown {
	const value = readParameter(context, name, itemIndex, '');
	if (!foundNothing(context, name, value)) return value;
	throw fieldError(context.getNode(), itemIndex, label, FOUND_NOTHING, `Nothing was sent to TheHive. Check the expression${advice === undefined ? '' : `; where no filter is meant, let it give ${advice}`}.`);
}

/** Whether "everything" is never meant: where records are changed, and where events start a workflow. */
function mustNarrow(context: TheHiveContext): boolean {
	return 'emit' in context || unresolved(context, 'applyTo') !== undefined;
}

/** The condition of the preset that an item's form has chosen. */
async function chosenPreset(context: TheHiveContext, entity: SearchableEntity, itemIndex: number): Promise<Condition | undefined> {
	if (!hasPresets(entity)) return undefined;
	const chosen = readPart(context, presetParameter(entity), 'Preset', itemIndex, "'none'");
	const preset = fitting(() => presetFor(entity, chosen));
	if (!preset.ok) throw fieldError(context.getNode(), itemIndex, 'Preset', preset.problem);
	const condition = preset.value?.condition;
	return typeof condition === 'function' ? condition(await ownLogin(context, { itemIndex })) : condition;
}

/**
 * The filter that the node's form makes for an item: its preset, its rules and groups, and its JSON.
 * @returns TheHive's filter without `_name`, or nothing when no rule is set
 * @throws NodeOperationError naming the rule that cannot be meant, or the field whose expression found nothing
 */
export async function filterParameter(
	context: TheHiveContext,
	entity: SearchableEntity,
	itemIndex: number,
): Promise<IDataObject | undefined> {
	const filters = readParameter(context, 'filters', itemIndex, {});
	const narrow = mustNarrow(context);
	const given = readPart(context, 'filterJson', 'Filter (JSON)', itemIndex, narrow ? undefined : '{"_any":""}');
	const json = fitting(() => jsonFilter(given));
	if (!json.ok) throw fieldError(context.getNode(), itemIndex, 'Filter (JSON)', json.problem);
	const form: FilterForm = {
		match: readParameter(context, 'filterMatch', itemIndex, 'all'),
		filters,
		unresolved: unresolved(context, 'filters'),
		json: json.value,
		preset: await chosenPreset(context, entity, itemIndex),
	};
	const typeOfField = await typeOfFieldFor(context, entity, filters);
	const filter = fitting(() => buildFilter(form, typeOfField));
	if (!filter.ok) throw fieldError(context.getNode(), itemIndex, 'Filters', filter.problem);
	// a bulk operation with nothing else to go by refuses that itself
	const isAlone = filter.value === json.value && !('emit' in context);
	if (narrow && !isAlone && json.value && '_any' in json.value) {
		throw fieldError(context.getNode(), itemIndex, 'Filter (JSON)', 'is "_any", which every record meets. Leave the field empty, or say what the records have in common');
	}
	return filter.value;
}
