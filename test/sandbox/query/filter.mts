import { attributeError, invalidFormat, missingAttribute, unsupportedAttribute } from '../errors.mts';
import { isList, isObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { AnyRow } from '../store/rows.mts';
import { readDate } from './dates.mts';
import type { Field, Scope } from './field.mts';
import { fieldOf } from './models.mts';
import type { RowKind } from './models.mts';
import { likeMatcher, wordMatcher } from './text.mts';

export type Predicate = (row: AnyRow) => boolean;
type Scalar = string | number | boolean;
type ValueTest = (value: Json) => boolean;

interface Context {
	readonly kind: RowKind;
	readonly scope: Scope;
}

const aliases: Readonly<Record<string, string>> = { _is: '_eq', _wildcard: '_like', _contains: '_has' };

/** Ids compare by number, everything else by its natural order. */
function order(type: Field['type'], value: Json): Json {
	return type === 'id' && typeof value === 'string' ? Number(value.slice(1)) : value;
}

/** The filter value in the field's type. @throws AttributeCheckingError (400) */
function typed(field: Field, value: Json | undefined, scope: Scope): Scalar {
	if (value === undefined || value === null) throw attributeError(missingAttribute('_value'));
	switch (field.type) {
		case 'date':
			return readDate(field.name, value, scope.now);
		case 'integer':
			if (Number.isInteger(value)) return Number(value);
			break;
		case 'float':
			if (typeof value === 'number') return value;
			break;
		case 'boolean':
			if (typeof value === 'boolean') return value;
			break;
		case 'enumeration': {
			const numeric = typeof field.values?.[0] === 'number';
			if (numeric ? Number.isInteger(value) : typeof value === 'string') {
				return typeof value === 'string' ? value : Number(value);
			}
			break;
		}
		default:
			if (typeof value === 'string') return value;
	}
	throw attributeError(invalidFormat(field.name, field.type, value));
}

function textual(field: Field, value: Json | undefined): string {
	if (typeof value === 'string') return value;
	if (value === undefined || value === null) throw attributeError(missingAttribute('_value'));
	throw attributeError(invalidFormat(field.name, 'string', value));
}

function compare(field: Field, value: Scalar, accepts: (difference: number) => boolean): ValueTest {
	const wanted = order(field.type, value);
	return (actual) => {
		const known = order(field.type, actual);
		if (typeof known === 'number' && typeof wanted === 'number') return accepts(known - wanted);
		if (typeof known === 'string' && typeof wanted === 'string') return accepts(known < wanted ? -1 : Number(known > wanted));
		if (typeof known === 'boolean' && typeof wanted === 'boolean') return accepts(Number(known) - Number(wanted));
		return false;
	};
}

function onText(test: (text: string) => boolean): ValueTest {
	return (value) => typeof value === 'string' && test(value);
}

/** True when some value of the field passes. Fields the index does not hold find nothing [L]. */
function some(field: Field, scope: Scope, test: ValueTest, words: boolean): Predicate {
	if (field.index === 'none' || (field.index === 'fulltextOnly' && !words)) return () => false;
	return (row) => {
		const value = field.read(row, scope);
		if (value === undefined || value === null) return false;
		return isList(value) ? value.some(test) : test(value);
	};
}

function body(operator: string, operand: Json, keys: readonly string[]): JsonObject {
	if (!isObject(operand)) throw attributeError(invalidFormat(operator, 'object', operand));
	if (typeof operand['_field'] === 'string') return operand;
	const [name, ...others] = Object.keys(operand);
	if (name === undefined) throw attributeError(missingAttribute('_field'));
	if (others.length > 0 || name.startsWith('_') && keys.includes(name)) throw attributeError(missingAttribute('_field'));
	// The deprecated form {"_op": {"field": value}} [S].
	const value = operand[name];
	return operator === '_between' && isObject(value) ? { ...value, _field: name } : { _field: name, _value: value, _values: value };
}

type FieldOperator = (field: Field, operand: JsonObject, context: Context) => Predicate;

function ordering(accepts: (difference: number) => boolean): FieldOperator {
	return (field, { _value }, { scope }) => some(field, scope, compare(field, typed(field, _value, scope), accepts), false);
}

const fieldOperators: Readonly<Record<string, FieldOperator>> = {
	_eq: (field, { _value }, { scope }) => {
		const wanted = typed(field, _value, scope);
		if (field.name === 'keyword' && typeof wanted === 'string') {
			return some(field, scope, onText(wordMatcher(wanted)), true);
		}
		return some(field, scope, (value) => value === wanted, false);
	},
	_ne: (field, operand, context) => {
		const { scope } = context;
		const wanted = typed(field, operand['_value'], scope);
		if (field.index === 'none' || field.index === 'fulltextOnly') return () => false;
		const equal = some(field, scope, (value) => value === wanted, false);
		return (row) => !equal(row);
	},
	_lt: ordering((difference) => difference < 0),
	_lte: ordering((difference) => difference <= 0),
	_gt: ordering((difference) => difference > 0),
	_gte: ordering((difference) => difference >= 0),
	_between: (field, { _from, _to }, { scope }) => {
		if (_from === undefined) throw attributeError(missingAttribute('_from'));
		if (_to === undefined) throw attributeError(missingAttribute('_to'));
		const atLeast = compare(field, typed(field, _from, scope), (difference) => difference >= 0);
		const below = compare(field, typed(field, _to, scope), (difference) => difference < 0);
		return some(field, scope, (value) => atLeast(value) && below(value), false);
	},
	_in: (field, { _values }, { scope }) => {
		if (!isList(_values)) throw attributeError(_values === undefined ? missingAttribute('_values') : invalidFormat('_values', 'list', _values));
		const wanted: ReadonlySet<Json> = new Set(_values.map((value) => typed(field, value, scope)));
		return some(field, scope, (value) => wanted.has(value), false);
	},
	_startsWith: (field, { _value }, { scope }) => {
		const start = textual(field, _value);
		return some(field, scope, onText((text) => text.startsWith(start)), false);
	},
	_endsWith: (field, { _value }, { scope }) => {
		const end = textual(field, _value);
		return some(field, scope, onText((text) => text.endsWith(end)), false);
	},
	_like: (field, { _value }, { scope }) => some(field, scope, onText(likeMatcher(textual(field, _value))), true),
	_match: (field, { _value }, { scope }) => some(field, scope, onText(wordMatcher(textual(field, _value))), true),
};

function listOf(operator: string, operand: Json, context: Context): Predicate[] {
	if (!isList(operand)) throw attributeError(invalidFormat(operator, 'list of filters', operand));
	return operand.map((filter) => compileFilter(filter, context.kind, context.scope));
}

const operators: Readonly<Record<string, (operand: Json, context: Context) => Predicate>> = {
	_and: (operand, context) => {
		const all = listOf('_and', operand, context);
		return (row) => all.every((test) => test(row));
	},
	_or: (operand, context) => {
		const any = listOf('_or', operand, context);
		return (row) => any.some((test) => test(row));
	},
	_not: (operand, { kind, scope }) => {
		const test = compileFilter(operand, kind, scope);
		return (row) => !test(row);
	},
	_any: () => () => true,
	_id: (operand) => {
		if (typeof operand !== 'string' || !operand.startsWith('~')) {
			throw attributeError(invalidFormat('_id', 'id', operand));
		}
		return (row) => row._id === operand;
	},
	_has: (operand, { kind, scope }) => {
		if (typeof operand !== 'string') throw attributeError(invalidFormat('_has', 'string', operand));
		const field = fieldOf(kind, operand, scope);
		if (field.index === 'none') return () => false;
		return (row) => {
			const value = field.read(row, scope);
			return value !== undefined && value !== null && !(isList(value) && value.length === 0);
		};
	},
};

/** Names of all operators, as errors list them. */
export const operatorNames: readonly string[] = [...Object.keys(operators), ...Object.keys(fieldOperators), ...Object.keys(aliases)];

/** `{"_field": f, "_value": v}` and `{"field": v}`: equality [S]. */
function equality(filter: JsonObject, context: Context): Predicate | undefined {
	const { _field } = filter;
	const names = Object.keys(filter);
	const [only] = names;
	const operand =
		typeof _field === 'string' ? filter : only !== undefined && names.length === 1 && !only.startsWith('_') ? { _field: only, _value: filter[only] } : undefined;
	const name = operand?.['_field'];
	if (operand === undefined || typeof name !== 'string') return undefined;
	return fieldOperators['_eq']?.(fieldOf(context.kind, name, context.scope), operand, context);
}

/**
 * Turns a filter into a test of rows.
 * @param filter one operator with its operand; `{}` accepts everything
 * @throws AttributeCheckingError (400) for unknown or several operators, missing operands and values of a wrong type;
 * BadRequest (400) for unknown fields
 */
export function compileFilter(filter: Json | undefined, kind: RowKind, scope: Scope): Predicate {
	if (!isObject(filter)) throw attributeError(invalidFormat('filter', 'object', filter));
	const context = { kind, scope };
	const names = Object.keys(filter);
	const [name] = names;
	if (name === undefined) return () => true;
	const shorthand = equality(filter, context);
	if (shorthand !== undefined) return shorthand;
	if (names.length > 1) {
		throw attributeError(unsupportedAttribute('filter', `A filter takes one operator, found ${names.join(', ')}`));
	}
	const operand = filter[name];
	const operator = aliases[name] ?? name;
	const simple = operators[operator];
	if (simple !== undefined) return simple(operand ?? null, context);
	const onField = fieldOperators[operator];
	if (onField === undefined) {
		throw attributeError(unsupportedAttribute(name, `Unknown operator ${name}, expected one of ${operatorNames.join(', ')}`));
	}
	const read = body(operator, operand ?? null, operatorNames);
	const fieldName = read['_field'];
	if (typeof fieldName !== 'string') throw attributeError(missingAttribute('_field'));
	return onField(fieldOf(kind, fieldName, scope), read, context);
}
