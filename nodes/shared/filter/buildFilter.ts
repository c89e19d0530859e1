import type { IDataObject } from 'n8n-workflow';
import { isExpression } from '../choice';
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
	/** The same as it stands in the node: what an expression gives is held against stricter rules than what was typed. */
	unresolved?: unknown;
	/** What was typed as JSON; see `jsonFilter`. */
	json?: Condition;
	/** A condition chosen by name, which a record must meet besides. */
	preset?: Condition;
}

/** @throws UnfitValue for what is neither, or nothing: the other one would find something else than meant */
function matchOf(value: unknown): Match {
	if (value === 'all' || value === 'any') return value;
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

/** What stands at that place of the form, where there is a form around it. */
function below(unresolved: unknown, name: string): unknown {
	return isObject(unresolved) ? unresolved[name] : undefined;
}

/** A rule or group, and what stands in its place in the node. */
type Row = [row: IDataObject, unresolved: unknown];

function rowsOf(rows: unknown, unresolved: unknown): Row[] {
	if (isEmpty(rows)) return [];
	const list: unknown[] = Array.isArray(rows) ? rows : [rows];
	return list.map((row, index) => {
		if (!isObject(row)) throw new UnfitValue(`has a rule or group that is none: '${String(row)}'`);
		return [row, Array.isArray(unresolved) ? unresolved[index] : unresolved];
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

/** @param typed whether a person typed it, who may leave a comma at the end */
function listValues(value: unknown, type: FieldType | undefined, typed: boolean): FilterValue[] {
	// an AI agent writes a list as JSON
	const list = typeof value === 'string' && value.trim().startsWith('[') ? asJson(value) : value;
	const entries: unknown[] = Array.isArray(list) ? list : typeof list === 'string' ? list.split(',') : [list];
	const given = entries.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)).filter((entry) => !isEmpty(entry));
	if (given.length === 0) throw new UnfitValue('has no values. An empty list is refused: it would find something else than meant');
	if (given.length < entries.length && (Array.isArray(list) || !typed)) {
		throw new UnfitValue('has an empty entry in its values: an expression found nothing. Without the entry it would find something else than meant');
	}
	return given.map((entry) => typedValue(entry, type));
}

/** @throws UnfitValue for an expression that gives nothing: the opposite may be meant */
function isNegated(row: IDataObject): boolean {
	if (!('not' in row)) return false;
	const negated = asBoolean(row.not);
	if (negated === undefined) throw new UnfitValue('has an empty Negate: its expression found nothing. It must be true or false');
	return negated === true;
}

function ruleToJson([row, unresolved]: Row, typeOfField: TypeOfField): Condition {
	const field = typeof row.field === 'string' ? row.field.trim() : '';
	if (field === '') throw new UnfitValue('has a rule without a field');
	const name = 'operator' in row ? row.operator : 'equals';
	if (!isOperatorName(name)) throw new UnfitValue(`has a rule on ${field} with the unknown operator '${String(name)}'`);
	const operator = operatorOf(name);
	const type = typeOfField(field);
	const rule = fitting(() => {
		refuseOutOfReach(operator, type);
		return { operands: typedRule(field, operator.operands, row, type, !isExpression(below(unresolved, 'values'))), negated: isNegated(row) };
	});
	if (!rule.ok) throw new UnfitValue(`has a rule on ${field} that ${rule.problem}`);
	const json = operator.toJson(rule.value.operands);
	return rule.value.negated ? not(json) : json;
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

function typedRule(field: string, operands: readonly Operand[], row: IDataObject, type: FieldType | undefined, typed: boolean): TypedRule {
	const rule: TypedRule = { field };
	for (const operand of operands) {
		if (operand === 'values') rule.values = listValues(row.values, type, typed);
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
	const conditions = rowsOf(rules, below(form.unresolved, 'rules')).map((row) => ruleToJson(row, typeOfField));
	for (const [group, unresolved] of rowsOf(groups, below(form.unresolved, 'groups'))) {
		const rows = rowsOf(partsOf(group.rules, ['rules']).rules, below(below(unresolved, 'rules'), 'rules'));
		const inner = joinFilters(rows.map((row) => ruleToJson(row, typeOfField)), matchOf('match' in group ? group.match : 'all'));
		if (inner === undefined) throw new UnfitValue('has a group without rules');
		const negated = fitting(() => isNegated(group));
		if (!negated.ok) throw new UnfitValue(`has a group that ${negated.problem}`);
		conditions.push(negated.value ? not(inner) : inner);
	}
	const fromForm = joinFilters(conditions, matchOf(form.match));
	return joinFilters([form.preset, fromForm, form.json].filter((filter) => filter !== undefined));
}
