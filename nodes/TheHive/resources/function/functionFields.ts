import type { IDataObject, IExecuteSingleFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { fieldError, fitting } from '../../../shared/fieldError';
import { LONG_TEXT } from '../../../shared/fields/record';
import { choiceField, jsonObjectField, textField } from '../../../shared/fields/typed';
import { queryField } from '../../../shared/queryField';
import type { Converter } from '../../../shared/values';
import { asBoolean, asJson, isObject, listOf } from '../../../shared/values';

const MODES = [
	{ name: 'Disabled', value: 'Disabled' },
	{ name: 'Dry Run', value: 'DryRun' },
	{ name: 'Enabled', value: 'Enabled' },
];

const TYPES = [
	{ name: 'Action on Alert', value: 'action:alert' },
	{ name: 'Action on Case', value: 'action:case' },
	{ name: 'Alert Feeder', value: 'feeder:alert' },
	{ name: 'API', value: 'api' },
	{ name: 'Notification', value: 'notification' },
];

export const functionNameWords = { displayName: 'Name', placeholder: 'e.g. splunk-alert', description: 'Name by which the function is invoked' };

export const definitionProperty: INodeProperties = {
	displayName: 'Definition',
	name: 'functionDefinition',
	type: 'string',
	typeOptions: { rows: 8 },
	default: '',
	placeholder: 'e.g. function handle(input, context) { return input; }',
	description: "JavaScript with a function 'handle(input, context)'",
};

export const requiredDefinitionField = textField('definition', LONG_TEXT, { ...definitionProperty, required: true });

export const configField = jsonObjectField('config', { displayName: 'Config (JSON)', placeholder: 'e.g. { "threshold": 3 }', description: 'Settings that the function can read, as a JSON object' });

/** Optional fields that Create and Update share. */
export const commonFunctionFields: INodeProperties[] = [
	configField,
	textField('description', LONG_TEXT, { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the function does' }),
	choiceField('mode', MODES, { displayName: 'Mode', description: 'Whether it runs, or runs without effect' }, 'Enabled'),
	bodyField(
		'types',
		{ displayName: 'Types', name: 'types', type: 'multiOptions', options: TYPES, default: ['api'], description: 'How the function may be used' },
		listOf(64),
	),
];

export const dryRunField = queryField(
	'dryRun',
	{ displayName: 'Dry Run', name: 'dryRun', type: 'boolean', default: false, description: 'Whether to run the function without keeping what it changes in TheHive' },
	asBoolean,
);

export const functionInputField: INodeProperties = {
	displayName: 'Input (JSON)',
	name: 'functionInput',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. { "source": "splunk" }',
	description: "What the function gets as 'input': a JSON object or array",
};

const asInput: Converter = (value) => {
	const input = asJson(value);
	return isObject(input) || Array.isArray(input) ? input : undefined;
};

/**
 * The input that the form gives.
 * @throws NodeOperationError for what is no JSON object or array
 */
export function inputOf(context: IExecuteSingleFunctions): IDataObject | unknown[] | undefined {
	const given = context.getNodeParameter('functionInput', undefined);
	const input = fitting(() => asInput(given));
	if (!input.ok) throw fieldError(context.getNode(), context.getItemIndex(), functionInputField.displayName, input.problem);
	if (isObject(input.value) || Array.isArray(input.value)) return input.value;
	if (given === undefined || given === '') return undefined;
	throw fieldError(context.getNode(), context.getItemIndex(), functionInputField.displayName, 'needs a JSON object or array');
}

/** preSend: the input is the body. */
export const sendInput: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	options.body = inputOf(this) ?? {};
	return options;
};

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_FUNCTION = ['_id', 'name', 'mode', 'types', 'description', 'lastSuccessDate', 'lastErrorDate', 'lastErrorDetails', '_createdAt', '_updatedAt'] as const;
