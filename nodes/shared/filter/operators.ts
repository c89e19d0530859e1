import type { IDataObject } from 'n8n-workflow';

/** An input of a rule in the form. */
export type Operand = 'value' | 'values' | 'from' | 'to' | 'amount' | 'unit';

/** A rule whose values are typed already: numbers are numbers, dates epoch ms or TheHive's relative date. */
export interface TypedRule {
	field: string;
	value?: FilterValue;
	values?: FilterValue[];
	from?: FilterValue;
	to?: FilterValue;
	amount?: number;
	unit?: string;
}

export type FilterValue = string | number | boolean | RelativeDate;

/** TheHive's relative date, evaluated by the server when the query runs (OpenAPI: filter documentation of `POST /query`). */
export interface RelativeDate extends IDataObject {
	amount: number;
	unit: string;
	look: 'behind' | 'ahead';
	modifier?: 'startOfDay' | 'endOfDay';
}

export interface FilterOperator {
	/** Its name in the form. */
	name: string;
	description: string;
	/** The inputs a rule with this operator shows and needs. */
	operands: Operand[];
	/** TheHive's JSON for a rule whose operands are all given. */
	toJson: (rule: TypedRule) => IDataObject;
}

const compare =
	(key: string) =>
	({ field, value }: TypedRule): IDataObject => ({ [key]: { _field: field, _value: value } });

const relative = ({ amount = 0, unit = 'days' }: TypedRule, look: RelativeDate['look']): RelativeDate => ({ amount, unit, look });

const startOfDay = (daysBehind: number): RelativeDate => ({ amount: daysBehind, unit: 'days', look: 'behind', modifier: 'startOfDay' });
const TOMORROW: RelativeDate = { amount: 1, unit: 'days', look: 'ahead', modifier: 'startOfDay' };

/** TheHive's operators, once: the form, the JSON and the documentation are made from this table. */
export const FILTER_OPERATORS = {
	equals: { name: 'Is', description: 'The field has exactly this value; of a list, one entry has it', operands: ['value'], toJson: ({ field, value }) => (field === '_id' ? { _id: value } : { _eq: { _field: field, _value: value } }) },
	notEquals: { name: 'Is Not', description: 'The field has another value', operands: ['value'], toJson: ({ field, value }) => (field === '_id' ? { _not: { _id: value } } : { _ne: { _field: field, _value: value } }) },
	in: { name: 'Is One Of', description: 'The field has one of these values', operands: ['values'], toJson: ({ field, values = [] }) => (field === '_id' ? { _or: values.map((value) => ({ _id: value })) } : { _in: { _field: field, _values: values } }) },
	like: { name: 'Contains', description: 'The text contains this part. Case counts inside a word; whole words match in any case.', operands: ['value'], toJson: compare('_like') },
	match: { name: 'Contains Words', description: 'The text contains these words, in any case and order', operands: ['value'], toJson: compare('_match') },
	startsWith: { name: 'Starts With', description: 'The text starts with this, case counts', operands: ['value'], toJson: compare('_startsWith') },
	endsWith: { name: 'Ends With', description: 'The text ends with this, case counts', operands: ['value'], toJson: compare('_endsWith') },
	greaterThan: { name: 'Is Greater Than or After', description: 'Number greater than, or date after', operands: ['value'], toJson: compare('_gt') },
	greaterOrEqual: { name: 'Is At Least or From', description: 'Number at least, or date at or after', operands: ['value'], toJson: compare('_gte') },
	lessThan: { name: 'Is Less Than or Before', description: 'Number less than, or date before', operands: ['value'], toJson: compare('_lt') },
	lessOrEqual: { name: 'Is At Most or Until', description: 'Number at most, or date at or before', operands: ['value'], toJson: compare('_lte') },
	between: { name: 'Is Between', description: 'At or after From and before To: To itself does not count', operands: ['from', 'to'], toJson: ({ field, from, to }) => ({ _between: { _field: field, _from: from, _to: to } }) },
	inTheLast: { name: 'Is in the Last', description: 'The date lies between so long ago and now', operands: ['amount', 'unit'], toJson: (rule) => ({ _gte: { _field: rule.field, _value: relative(rule, 'behind') } }) },
	olderThan: { name: 'Is Older Than', description: 'The date lies further back than so long ago', operands: ['amount', 'unit'], toJson: (rule) => ({ _lt: { _field: rule.field, _value: relative(rule, 'behind') } }) },
	inTheNext: { name: 'Is in the Next', description: 'The date lies between now and so far ahead', operands: ['amount', 'unit'], toJson: (rule) => ({ _between: { _field: rule.field, _from: relative({ ...rule, amount: 0 }, 'behind'), _to: relative(rule, 'ahead') } }) },
	today: { name: 'Is Today', description: 'The date lies within this day (time zone of the server)', operands: [], toJson: ({ field }) => ({ _between: { _field: field, _from: startOfDay(0), _to: TOMORROW } }) },
	yesterday: { name: 'Is Yesterday', description: 'The date lies within the day before (time zone of the server)', operands: [], toJson: ({ field }) => ({ _between: { _field: field, _from: startOfDay(1), _to: startOfDay(0) } }) },
	isSet: { name: 'Is Set', description: 'The field has any value', operands: [], toJson: ({ field }) => ({ _has: field }) },
	isNotSet: { name: 'Is Not Set', description: 'The field has no value', operands: [], toJson: ({ field }) => ({ _not: { _has: field } }) },
} as const satisfies Record<string, FilterOperator>;

export type OperatorName = keyof typeof FILTER_OPERATORS;

export function isOperatorName(name: unknown): name is OperatorName {
	return typeof name === 'string' && Object.hasOwn(FILTER_OPERATORS, name);
}

/** The operator of that name, seen as the interface rather than as its own literal type. */
export function operatorOf(name: OperatorName): FilterOperator {
	return FILTER_OPERATORS[name];
}

export const RELATIVE_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
