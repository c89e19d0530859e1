import type { FieldType, SearchableEntity } from '../filter/fieldTypes';
import { PAPS, SEVERITIES, TLPS } from '../fields/scales';
import { TASK_STATUSES } from '../fields/tasks';
import type { TheHiveContext } from '../request';
import { theHiveQuery } from '../request';

type Value = string | number | boolean;

/** Values of fields that have few, by their type. */
const OF_TYPE: Partial<Record<FieldType, readonly Value[]>> = {
	boolean: [true, false],
	severity: SEVERITIES.map(({ value }) => value),
	tlp: TLPS.map(({ value }) => value),
	pap: PAPS.map(({ value }) => value),
};

/** Values of TheHive's own vocabularies, by field; those of one kind of record under its name. */
const OF_FIELD: Record<string, readonly Value[]> = {
	stage: ['New', 'InProgress', 'Imported', 'Closed'],
	impactStatus: ['NoImpact', 'NotApplicable', 'WithImpact'],
	'task.status': TASK_STATUSES.map(({ value }) => value),
};

/** Values that an instance defines: the query that lists them, and the field that names each. */
const OF_INSTANCE: Record<string, readonly [list: string, name: string]> = {
	'alert.status': ['listAlertStatus', 'value'],
	'case.status': ['listCaseStatus', 'value'],
	assignee: ['listUser', 'login'],
	dataType: ['listObservableType', 'name'],
	_createdBy: ['listUser', 'login'],
	_updatedBy: ['listUser', 'login'],
};

/**
 * The values that a field can have, or nothing where they are without end.
 * @throws NodeApiError in TheHive's words
 */
export async function knownValues(
	context: TheHiveContext,
	entity: SearchableEntity,
	field: string,
	type: FieldType | undefined,
	itemIndex: number,
): Promise<readonly Value[] | undefined> {
	const own = `${entity}.${field}`;
	const fixed = OF_FIELD[own] ?? OF_FIELD[field] ?? (type && OF_TYPE[type]);
	if (fixed) return fixed;
	const source = OF_INSTANCE[own] ?? OF_INSTANCE[field];
	if (!source) return undefined;
	const [list, name] = source;
	const rows = await theHiveQuery(context, [{ _name: list }], 'known-values', { itemIndex });
	return rows.map((row) => String(row[name]));
}
