import type { Condition, DateUnit, FilterValue } from './conditions';
import { ago, ahead, and, between, endsWith, eq, gt, gte, has, hasId, isIn, like, lt, lte, match, ne, not, now, or, startsWith } from './conditions';
import type { FieldType } from './fieldTypes';

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
	unit?: DateUnit;
}

/** Which fields an operator can find something in. */
interface Reach {
	types: readonly FieldType[];
	/** What they are, after "is for". */
	words: string;
}

const TEXTS: Reach = { types: ['text'], words: 'short texts' };
const WORDS: Reach = { types: ['text', 'prose'], words: 'texts' };
const DATES: Reach = { types: ['date'], words: 'dates' };
const VALUES: Reach = { types: ['text', 'number', 'boolean', 'date', 'severity', 'tlp', 'pap'], words: 'short texts, numbers, dates and the like' };

export interface FilterOperator {
	/** Its name in the form. */
	name: string;
	description: string;
	/** The inputs a rule with this operator shows and needs. */
	operands: Operand[];
	/** Fields it can be used on: on all others TheHive would silently find nothing, or refuse. All when absent. */
	reach?: Reach;
	/** TheHive's JSON for a rule whose operands are all given. */
	toJson: (rule: TypedRule) => Condition;
}

const START = { modifier: 'startOfDay' } as const;
const TODAY = ago(0, 'days', START);

/** Operators of one value; the form never leaves it out. */
const withValue =
	(condition: (field: string, value: FilterValue) => Condition) =>
	({ field, value = '' }: TypedRule): Condition => condition(field, value);

const withDate =
	(condition: (field: string, amount: number, unit: DateUnit) => Condition) =>
	({ field, amount = 0, unit = 'days' }: TypedRule): Condition => condition(field, amount, unit);

/** TheHive knows ids by an operator of their own. */
const isValue = (field: string, value: FilterValue): Condition => (field === '_id' ? hasId(String(value)) : eq(field, value));
const isNotValue = (field: string, value: FilterValue): Condition => (field === '_id' ? not(hasId(String(value))) : ne(field, value));

function isOneOf({ field, values = [] }: TypedRule): Condition {
	const [first, ...others] = field === '_id' ? values.map((value) => hasId(String(value))) : [isIn(field, values)];
	return first ? or(first, ...others) : isIn(field, []);
}

/** The ways in which a text is usually written; TheHive heeds case inside words. */
function spellings(text: string): string[] {
	const lower = text.toLowerCase();
	const capitalised = lower.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
	return [...new Set([text, lower, text.toUpperCase(), capitalised])];
}

function containsAnySpelling(field: string, value: FilterValue): Condition {
	const text = String(value);
	return or(like(field, text), ...spellings(text).slice(1).map((spelling) => like(field, spelling)));
}

/** Stamps never lie ahead, other dates may. */
function isInTheLast(field: string, amount: number, unit: DateUnit): Condition {
	const since = gte(field, ago(amount, unit));
	return field.startsWith('_') ? since : and(since, lte(field, now));
}

/** TheHive's operators, once: the form, the JSON and the documentation are made from this table. */
export const FILTER_OPERATORS = {
	equals: { name: 'Is', description: 'The field has exactly this value; of a list, one entry has it', operands: ['value'], reach: VALUES, toJson: withValue(isValue) },
	notEquals: { name: 'Is Not', description: 'The field has another value, or none', operands: ['value'], reach: VALUES, toJson: withValue(isNotValue) },
	in: { name: 'Is One Of', description: 'The field has one of these values', operands: ['values'], reach: VALUES, toJson: isOneOf },
	like: { name: 'Contains', description: 'The text contains this part. Case counts inside a word; whole words match in any case. A * is no wildcard.', operands: ['value'], reach: WORDS, toJson: withValue(like) },
	likeAnyCase: { name: 'Contains, However Spelt', description: 'The text contains this part as typed, in lower case, in upper case, or With Capitals', operands: ['value'], reach: WORDS, toJson: withValue(containsAnySpelling) },
	match: { name: 'Contains Words', description: 'The text contains these whole words, in any case and order', operands: ['value'], reach: WORDS, toJson: withValue(match) },
	startsWith: { name: 'Starts With', description: 'The text starts with this, case counts. Not for long texts such as descriptions.', operands: ['value'], reach: TEXTS, toJson: withValue(startsWith) },
	endsWith: { name: 'Ends With', description: 'The text ends with this, case counts. Not for long texts such as descriptions.', operands: ['value'], reach: TEXTS, toJson: withValue(endsWith) },
	greaterThan: { name: 'Is Greater Than or After', description: 'Number greater than, or date after', operands: ['value'], reach: VALUES, toJson: withValue(gt) },
	greaterOrEqual: { name: 'Is At Least or From', description: 'Number at least, or date at or after', operands: ['value'], reach: VALUES, toJson: withValue(gte) },
	lessThan: { name: 'Is Less Than or Before', description: 'Number less than, or date before', operands: ['value'], reach: VALUES, toJson: withValue(lt) },
	lessOrEqual: { name: 'Is At Most or Until', description: 'Number at most, or date at or before', operands: ['value'], reach: VALUES, toJson: withValue(lte) },
	between: { name: 'Is Between', description: 'At or after From and before To: To itself does not count', operands: ['from', 'to'], reach: VALUES, toJson: ({ field, from = '', to = '' }) => between(field, from, to) },
	inTheLast: { name: 'Is in the Last', description: 'The date lies between so long ago and now', operands: ['amount', 'unit'], reach: DATES, toJson: withDate(isInTheLast) },
	olderThan: { name: 'Is Older Than', description: 'The date lies further back than so long ago', operands: ['amount', 'unit'], reach: DATES, toJson: withDate((field, amount, unit) => lt(field, ago(amount, unit))) },
	inTheNext: { name: 'Is in the Next', description: 'The date lies between now and so far ahead', operands: ['amount', 'unit'], reach: DATES, toJson: withDate((field, amount, unit) => between(field, now, ahead(amount, unit))) },
	today: { name: 'Is Today', description: 'The date lies within this day (time zone of the server)', operands: [], reach: DATES, toJson: ({ field }) => between(field, TODAY, ahead(1, 'days', START)) },
	yesterday: { name: 'Is Yesterday', description: 'The date lies within the day before (time zone of the server)', operands: [], reach: DATES, toJson: ({ field }) => between(field, ago(1, 'days', START), TODAY) },
	isSet: { name: 'Is Set', description: 'The field has any value', operands: [], toJson: ({ field }) => has(field) },
	isNotSet: { name: 'Is Not Set', description: 'The field has no value', operands: [], toJson: ({ field }) => not(has(field)) },
} as const satisfies Record<string, FilterOperator>;

export type OperatorName = keyof typeof FILTER_OPERATORS;

export function isOperatorName(name: unknown): name is OperatorName {
	return typeof name === 'string' && Object.hasOwn(FILTER_OPERATORS, name);
}

/** The operator of that name, seen as the interface rather than as its own literal type. */
export function operatorOf(name: OperatorName): FilterOperator {
	return FILTER_OPERATORS[name];
}
