import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { DATE_UNITS } from './conditions';
import type { FilterOperator, Operand } from './operators';
import { FILTER_OPERATORS } from './operators';

const operators: Array<[string, FilterOperator]> = Object.entries(FILTER_OPERATORS);

const operatorOptions: INodePropertyOptions[] = operators.map(([value, { name, description }]) => ({ name, value, description }));

/** Shows an input for exactly the operators that read it. */
const shownFor = (operand: Operand): INodeProperties['displayOptions'] => ({
	show: { operator: operators.filter(([, { operands }]) => operands.includes(operand)).map(([value]) => value) },
});

/** The inputs of one rule. */
const ruleInputs: INodeProperties[] = [
	{
		displayName: 'Field Name or ID',
		name: 'field',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getFilterFields' },
		default: '',
		description:
			'Long texts (description, summary, message, content) are found by Contains and Contains Words only. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{ displayName: 'Operator', name: 'operator', type: 'options', options: operatorOptions, default: 'equals', description: 'How the field is compared' },
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		displayOptions: shownFor('value'),
		description: 'Numbers, true/false, names such as High or Amber, and dates (ISO 8601 or epoch milliseconds) go out by the type of the field',
	},
	{
		displayName: 'Values',
		name: 'values',
		type: 'string',
		default: '',
		placeholder: 'e.g. New, InProgress',
		displayOptions: shownFor('values'),
		description: 'Comma-separated values, or a list from an expression',
	},
	{ displayName: 'From', name: 'from', type: 'string', default: '', displayOptions: shownFor('from'), description: 'First value that counts' },
	{ displayName: 'To', name: 'to', type: 'string', default: '', displayOptions: shownFor('to'), description: 'First value that does not count any more' },
	{ displayName: 'Amount', name: 'amount', type: 'number', typeOptions: { minValue: 0 }, default: 24, displayOptions: shownFor('amount'), description: 'How many of the unit' },
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'options',
		options: DATE_UNITS.map((unit) => ({ name: unit.charAt(0).toUpperCase() + unit.slice(1), value: unit })),
		default: 'hours',
		displayOptions: shownFor('unit'),
		description: 'What the amount counts',
	},
	{
		displayName: 'Negate',
		name: 'not',
		type: 'boolean',
		default: false,
		description: 'Whether the rule holds where its condition does not',
	},
];

const mustMatch: INodeProperties = {
	displayName: 'Must Match',
	name: 'match',
	type: 'options',
	options: [
		{ name: 'All Rules', value: 'all' },
		{ name: 'Any Rule', value: 'any' },
	],
	default: 'all',
	description: 'Whether a record must meet every rule of the group or just one',
};

const rules: INodePropertyCollection = { displayName: 'Rule', name: 'rules', values: ruleInputs };

const groups: INodePropertyCollection = {
	displayName: 'Group',
	name: 'groups',
	values: [
		mustMatch,
		{ displayName: 'Negate', name: 'not', type: 'boolean', default: false, description: 'Whether the group holds where its rules do not' },
		{
			displayName: 'Rules',
			name: 'rules',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Rule',
			default: {},
			options: [rules],
		},
	],
};

/** The filter in the form: rules and groups of rules, all or any of which must match. */
export const filterFields: INodeProperties[] = [
	{ ...mustMatch, name: 'filterMatch', description: 'Whether a record must meet every rule and group below or just one' },
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Rule or Group',
		default: {},
		options: [rules, groups],
	},
	{
		displayName: 'Filter (JSON)',
		name: 'filterJson',
		// text, because an empty JSON editor shows itself as broken
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. { "_gte": { "_field": "severity", "_value": 3 } }',
		description: 'A filter in the language of TheHive, of any depth. A record must meet it and the rules above. Its values go out as they are; fields without an index find nothing.',
	},
];
