import type { IDataObject } from 'n8n-workflow';
import { fitting, UnfitValue } from '../fieldError';
import { asInteger, asJsonObject, isEmpty, isObject } from '../values';
import type { FieldType } from './fieldTypes';
import { typedValue } from './fieldTypes';
import type { FilterValue, Operand, RelativeDate, TypedRule } from './operators';
import { isOperatorName, operatorOf, RELATIVE_UNITS } from './operators';

export type Match = 'all' | 'any';

/** Finds the type of a field by its name, so that `3` goes out as a number where the field is one. */
export type TypeOfField = (field: string) => FieldType | undefined;

/** What the form gives: rules and groups of rules. */
export interface FilterForm {
	match: Match;
	filters: unknown;
	json?: unknown;
}

function matchOf(value: unknown): Match {
	return value === 'any' ? 'any' : 'all';
}

/** Conditions joined; a single one stands alone. */
export function joinFilters(conditions: IDataObject[], match: Match = 'all'): IDataObject | undefined {
	if (conditions.length === 0) return undefined;
	if (conditions.length === 1) return conditions[0];
	return { [match === 'all' ? '_and' : '_or']: conditions };
}

function rowsOf(value: unknown, name: string): IDataObject[] {
	if (!isObject(value)) return [];
	const rows = value[name];
	const list: unknown[] = Array.isArray(rows) ? rows : rows === undefined ? [] : [rows];
	return list.filter(isObject);
}

/** A date operand may be TheHive's relative date, from an expression. */
function isRelativeDate(value: unknown): value is RelativeDate {
	return isObject(value) && typeof value.amount === 'number' && typeof value.unit === 'string';
}

function operandValue(value: unknown, operand: string, type: FieldType | undefined): FilterValue {
	if (isEmpty(value)) {
		throw new UnfitValue(`has no '${operand}'. An empty filter value is refused: it would find something else than meant`);
	}
	if (type === 'date' && isRelativeDate(value)) return value;
	return typedValue(value, type);
}

function listValues(value: unknown, type: FieldType | undefined): FilterValue[] {
	const entries: unknown[] = Array.isArray(value) ? value : isEmpty(value) ? [] : String(value).split(',');
	const given = entries.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)).filter((entry) => !isEmpty(entry));
	if (given.length === 0) throw new UnfitValue('has no values. An empty list is refused: it would find something else than meant');
	return given.map((entry) => typedValue(entry, type));
}

function ruleToJson(row: IDataObject, typeOfField: TypeOfField): IDataObject {
	const field = typeof row.field === 'string' ? row.field.trim() : '';
	if (field === '') throw new UnfitValue('has a rule without a field');
	const name = row.operator ?? 'equals';
	if (!isOperatorName(name)) throw new UnfitValue(`has a rule on ${field} with the unknown operator '${String(name)}'`);
	const operator = operatorOf(name);
	const type = typeOfField(field);
	const rule = fitting(() => typedRule(field, operator.operands, row, type));
	if (!rule.ok) throw new UnfitValue(`has a rule on ${field} that ${rule.problem}`);
	const json = operator.toJson(rule.value);
	return row.not === true ? { _not: json } : json;
}

function typedRule(field: string, operands: readonly Operand[], row: IDataObject, type: FieldType | undefined): TypedRule {
	const rule: TypedRule = { field };
	for (const operand of operands) {
		if (operand === 'values') rule.values = listValues(row.values, type);
		else if (operand === 'amount') rule.amount = amountOf(row.amount);
		else if (operand === 'unit') rule.unit = unitOf(row.unit);
		else rule[operand] = operandValue(row[operand], operand, type);
	}
	return rule;
}

function amountOf(value: unknown): number {
	const amount = asInteger(value);
	if (typeof amount !== 'number' || amount < 0) throw new UnfitValue('needs a whole number of 0 or more as amount');
	return amount;
}

function unitOf(value: unknown): string {
	const unit = RELATIVE_UNITS.find((known) => known === value);
	if (unit === undefined) throw new UnfitValue(`has no unit. Choose one of ${RELATIVE_UNITS.join(', ')}`);
	return unit;
}

/**
 * TheHive's filter for what the form says, or nothing when it says nothing.
 * @param typeOfField types of the entity's fields; a field it does not know keeps the type the value has
 * @returns the filter without `_name`, e.g. `{ _and: [...] }`
 * @throws UnfitValue for a rule without field or value: an empty value never widens the match
 */
export function buildFilter(form: FilterForm, typeOfField: TypeOfField): IDataObject | undefined {
	const conditions = rowsOf(form.filters, 'rules').map((row) => ruleToJson(row, typeOfField));
	for (const group of rowsOf(form.filters, 'groups')) {
		const inner = joinFilters(rowsOf(group.rules, 'rules').map((row) => ruleToJson(row, typeOfField)), matchOf(group.match));
		if (inner === undefined) throw new UnfitValue('has a group without rules');
		conditions.push(group.not === true ? { _not: inner } : inner);
	}
	const fromForm = joinFilters(conditions, form.match);
	const json = asJsonObject(form.json);
	const fromJson = isObject(json) ? checkedJson(json) : undefined;
	return joinFilters([fromForm, fromJson].filter((filter) => filter !== undefined));
}

/** A filter typed as JSON must have exactly one operator, or TheHive refuses it; `{}` would match everything. */
function checkedJson(filter: IDataObject): IDataObject {
	const { _name, ...operators } = filter;
	if (_name !== undefined && _name !== 'filter') throw new UnfitValue(`is a '${String(_name)}' operation, not a filter`);
	const keys = Object.keys(operators);
	if (keys.length !== 1) {
		throw new UnfitValue(`needs exactly one operator such as "_and", not ${keys.length === 0 ? 'none' : keys.join(' and ')}. Join conditions with "_and" or "_or"`);
	}
	for (const inner of [operators._and, operators._or]) {
		if (inner === undefined) continue;
		if (!Array.isArray(inner) || inner.length === 0) throw new UnfitValue('has an empty "_and" or "_or", which would match everything');
		inner.filter(isObject).forEach(checkedJson);
	}
	if (operators._not !== undefined && isObject(operators._not)) checkedJson(operators._not);
	return operators;
}

