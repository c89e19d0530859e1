import type { IDataObject } from 'n8n-workflow';
import { UnfitValue } from '../fieldError';
import { asJsonObject, isEmpty, isObject } from '../values';
import type { Condition } from './conditions';

/** What an operator needs beside `_field`. One that is not listed may be of a later version, and needs what it needs. */
const OPERANDS: Partial<Record<string, readonly string[]>> = {
	...Object.fromEntries(['_eq', '_is', '_ne', '_lt', '_lte', '_gt', '_gte', '_like', '_wildcard', '_match', '_startsWith', '_endsWith'].map((name) => [name, ['_value']])),
	_in: ['_values'],
	_between: ['_from', '_to'],
};

/** Numbers, texts and dates are values, whatever a date object looks like inside. */
function isComposed(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !('toJSON' in value);
}

/** Nothing, or a list or object of nothing: what an expression inside the JSON leaves when it finds nothing. */
function isBlank(value: unknown): boolean {
	if (!isComposed(value)) return isEmpty(value);
	const parts: unknown[] = Object.values(value);
	return parts.length === 0 || parts.some(isBlank);
}

/** @param field what the condition is about, where that is known */
function refuseBlank(operator: string, field: string, part: string, value: unknown): void {
	if (!isBlank(value)) return;
	const within = part === operator ? `"${operator}"` : `${part} in "${operator}"`;
	const place = field === '' || field === part || field === operator ? within : `${within} on ${field}`;
	const advice = field === '' ? '' : `. To find records without the field, use {"_not":{"_has":"${field}"}}`;
	throw new UnfitValue(`has an empty ${place}: most likely the expression in it found nothing, and the filter would find something else than meant${advice}`);
}

/** An operator that compares: `{"_field": f, "_value": v}`, TheHive's older `{"f": v}`, or nothing but a field or a value. */
function checkOperand(operator: string, operand: unknown): void {
	if (!isObject(operand) || !isComposed(operand) || Object.keys(operand).length === 0) {
		refuseBlank(operator, operator.startsWith('_') ? '' : operator, operator, operand);
		return;
	}
	const { _field, ...others } = operand;
	if ('_field' in operand) refuseBlank(operator, '', '_field', _field);
	const field = typeof _field === 'string' ? _field : '';
	const needed = '_field' in operand ? (OPERANDS[operator] ?? []) : [];
	for (const part of new Set([...needed, ...Object.keys(others)])) refuseBlank(operator, field || part, part, others[part]);
}

function checkInner(operator: string, inner: unknown): void {
	if (!isObject(inner)) throw new UnfitValue(`has something in "${operator}" that is no filter: '${String(inner)}'. Most likely the expression in it found nothing`);
	if ('_any' in inner) throw new UnfitValue(`has "_any" in "${operator}", which every record meets. Leave it out, or say what the records have in common`);
	checked(inner);
}

/** A filter must have exactly one operator, or TheHive refuses it; `{}` would match everything. */
function checked(filter: IDataObject): Condition {
	const { _name, ...operators } = filter;
	if (_name !== undefined && _name !== 'filter') throw new UnfitValue(`is a '${String(_name)}' operation, not a filter`);
	const keys = Object.keys(operators);
	const [operator] = keys;
	if (operator === undefined || keys.length !== 1) {
		throw new UnfitValue(`needs exactly one operator such as "_and", not ${keys.length === 0 ? 'none' : keys.join(' and ')}. Join conditions with "_and" or "_or"`);
	}
	const operand: unknown = operators[operator];
	if (operator === '_and' || operator === '_or') {
		if (!Array.isArray(operand) || operand.length === 0) throw new UnfitValue('has an empty "_and" or "_or", which would match everything');
		for (const inner of operand) checkInner(operator, inner);
	} else if (operator === '_not') checkInner(operator, operand);
	else if (operator !== '_any') checkOperand(operator, operand);
	return operators;
}

/**
 * A filter typed as JSON, or given as an object; nothing where there is none. `_any` may be the whole of it, said on purpose.
 * @throws UnfitValue for what is no filter, and for one that lacks a value: TheHive takes an empty text for one that every
 * record has, so that a deletion by it would delete all
 */
export function jsonFilter(value: unknown): Condition | undefined {
	const json = asJsonObject(value);
	return isObject(json) ? checked(json) : undefined;
}
