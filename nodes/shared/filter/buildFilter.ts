import type { IDataObject } from 'n8n-workflow';
import { fitting, UnfitValue } from '../fieldError';
import { asBoolean, asInteger, asJson, isEmpty, isObject } from '../values';
import type { Condition, DateUnit, FilterValue, RelativeDate } from './conditions';
import { allOf, anyOf, DATE_UNITS, not } from './conditions';
import type { FieldType } from './fieldTypes';
import { typedValue } from './fieldTypes';
import type { FilterOperator, Operand, TypedRule } from './operators';
import { isOperatorName, operatorOf } from './operators';

export type Match = 'all' | 'any';

/** Finds the type of a field by its name, so that `3` goes out as a number where the field is one. */
export type TypeOfField = (field: string) => FieldType | undefined;

/** What the form gives: rules and groups of rules. */
export interface FilterForm {
	/** `all` or `any`. */
	match: unknown;
	filters: unknown;
	/** What was typed as JSON; see `jsonFilter`. */
	json?: Condition;
	/** A condition chosen by name, which a record must meet besides. */
	preset?: Condition;
}

/** @throws UnfitValue for what is neither: the other one would find something else than meant */
function matchOf(value: unknown): Match {
	if (isEmpty(value) || value === 'all' || value === 'any') return value === 'any' ? 'any' : 'all';
	throw new UnfitValue(`must match 'all' or 'any', not '${String(value)}'`);
}

/** Conditions joined; a single one stands alone. */
export function joinFilters(conditions: readonly Condition[], match: Match = 'all'): Condition | undefined {
	return match === 'all' ? allOf(conditions) : anyOf(conditions);
}

/** What a part of the form holds: rows by name. An expression may give JSON text, or the first kind of rows as a list. */
function partsOf(value: unknown, names: readonly [string, ...string[]]): IDataObject {
	const given = asJson(value);
	if (isEmpty(given)) return {};
	const parts = Array.isArray(given) ? { [names[0]]: given } : given;
	if (!isObject(parts)) throw new UnfitValue(`needs an object with ${names.join(' and ')}, or a list of rules`);
	const stranger = Object.keys(parts).find((name) => !names.includes(name));
	// what is not understood must not be taken for no condition
	if (stranger !== undefined) throw new UnfitValue(`has '${stranger}', where only ${names.join(' and ')} can be`);
	return parts;
}

function rowsOf(rows: unknown): IDataObject[] {
	if (isEmpty(rows)) return [];
	const list: unknown[] = Array.isArray(rows) ? rows : [rows];
	return list.map((row) => {
		if (!isObject(row)) throw new UnfitValue(`has a rule or group that is none: '${String(row)}'`);
		return row;
	});
}

/** A date operand may be TheHive's relative date, from an expression. */
function isRelativeDate(value: unknown): value is RelativeDate {
	return isObject(value) && typeof value.amount === 'number' && typeof value.unit === 'string';
}

function operandValue(value: unknown, operand: string, type: FieldType | undefined): FilterValue {
	if (isEmpty(value)) {
		throw new UnfitValue(`has no '${operand}'. An empty filter value is refused: it would find something else than meant`);
	}
	if ((type === 'date' || type === undefined) && isRelativeDate(value)) return value;
	return typedValue(value, type);
}

function listValues(value: unknown, type: FieldType | undefined): FilterValue[] {
	// an AI agent writes a list as JSON
	const list = typeof value === 'string' && value.trim().startsWith('[') ? asJson(value) : value;
	const entries: unknown[] = Array.isArray(list) ? list : typeof list === 'string' ? list.split(',') : [list];
	const given = entries.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)).filter((entry) => !isEmpty(entry));
	if (given.length === 0) throw new UnfitValue('has no values. An empty list is refused: it would find something else than meant');
	return given.map((entry) => typedValue(entry, type));
}

function isNegated({ not: negate }: IDataObject): boolean {
	return asBoolean(negate) === true;
}

function ruleToJson(row: IDataObject, typeOfField: TypeOfField): Condition {
	const field = typeof row.field === 'string' ? row.field.trim() : '';
	if (field === '') throw new UnfitValue('has a rule without a field');
	const name = row.operator ?? 'equals';
	if (!isOperatorName(name)) throw new UnfitValue(`has a rule on ${field} with the unknown operator '${String(name)}'`);
	const operator = operatorOf(name);
	const type = typeOfField(field);
	const rule = fitting(() => {
		refuseOutOfReach(operator, type);
		return typedRule(field, operator.operands, row, type);
	});
	if (!rule.ok) throw new UnfitValue(`has a rule on ${field} that ${rule.problem}`);
	const json = operator.toJson(rule.value);
	return isNegated(row) ? not(json) : json;
}

/** TheHive would answer with no rows, and the playbook would take that for the truth. */
function refuseOutOfReach({ name, reach }: FilterOperator, type: FieldType | undefined): void {
	if (type === 'unindexed') throw new UnfitValue('would find nothing: TheHive has no index of this field. Read the records, and compare it in a Filter or If node');
	if (!reach || type === undefined || reach.types.includes(type)) return;
	if (type === 'prose') {
		throw new UnfitValue(`would find nothing: TheHive knows a long text by its words only, and '${name}' is for ${reach.words}. Use Contains or Contains Words`);
	}
	throw new UnfitValue(`cannot use '${name}', which is for ${reach.words}`);
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

function unitOf(value: unknown): DateUnit {
	const unit = DATE_UNITS.find((known) => known === value);
	if (unit === undefined) throw new UnfitValue(`has no unit. Choose one of: ${DATE_UNITS.join(', ')}`);
	return unit;
}

/**
 * TheHive's filter for what the form says, or nothing when it says nothing.
 * @param typeOfField types of the entity's fields; a field it does not know keeps the type the value has
 * @returns the filter without `_name`, e.g. `{ _and: [...] }`
 * @throws UnfitValue for a rule without field or value: an empty value never widens the match
 */
export function buildFilter(form: FilterForm, typeOfField: TypeOfField): Condition | undefined {
	const { rules, groups } = partsOf(form.filters, ['rules', 'groups']);
	const conditions = rowsOf(rules).map((row) => ruleToJson(row, typeOfField));
	for (const group of rowsOf(groups)) {
		const rows = rowsOf(partsOf(group.rules, ['rules']).rules);
		const inner = joinFilters(rows.map((row) => ruleToJson(row, typeOfField)), matchOf(group.match));
		if (inner === undefined) throw new UnfitValue('has a group without rules');
		conditions.push(isNegated(group) ? not(inner) : inner);
	}
	const fromForm = joinFilters(conditions, matchOf(form.match));
	return joinFilters([form.preset, fromForm, form.json].filter((filter) => filter !== undefined));
}
