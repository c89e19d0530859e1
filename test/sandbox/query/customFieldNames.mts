import { named } from './field.mts';
import type { Field, FieldType, Scope } from './field.mts';
import type { AnyRow } from '../store/rows.mts';

const PREFIX = 'customFields.';
const CARRIERS: ReadonlySet<string> = new Set(['alert', 'case', 'caseTemplate']);

const types: Readonly<Record<string, FieldType>> = {
	string: 'string',
	integer: 'integer',
	float: 'float',
	boolean: 'boolean',
	date: 'date',
	url: 'string',
};

function valuesOf(row: AnyRow, name: string) {
	if (!('customFields' in row)) return undefined;
	const values = row.customFields.flatMap((entry) => (entry.name === name && entry.value !== null ? [entry.value] : []));
	return values.length === 0 ? undefined : values;
}

/** The field behind `customFields.<name>`; anything deeper (`.value`) is ignored [S]. */
export function customFieldsOf(kind: string, path: string, scope: Scope): Field | undefined {
	if (!CARRIERS.has(kind) || !path.startsWith(PREFIX)) return undefined;
	const rest = path.slice(PREFIX.length);
	const table = scope.store.table('customField');
	const definition = table.firstBy('name', rest) ?? table.firstBy('name', rest.split('.')[0] ?? rest);
	if (definition === undefined) return undefined;
	const { name } = definition;
	return named(path, {
		type: types[definition.type] ?? 'string',
		cardinality: 'list',
		read: (row) => valuesOf(row, name),
	});
}
