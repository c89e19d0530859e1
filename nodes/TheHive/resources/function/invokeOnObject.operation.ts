import type { IExecuteSingleFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { fieldError, fitting } from '../../../shared/fieldError';
import { functionNameLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { queryField } from '../../../shared/queryField';
import { asBoolean, oneOf } from '../../../shared/values';
import { dryRunField } from './functionFields';

const OBJECT_TYPES = [
	{ name: 'Alert', value: 'Alert' },
	{ name: 'Case', value: 'Case' },
	{ name: 'Observable', value: 'Observable' },
	{ name: 'Task', value: 'Task' },
	{ name: 'Task Log', value: 'Log' },
];

const typeProperty: INodeProperties = {
	displayName: 'Record Type',
	name: 'objectType',
	type: 'options',
	options: OBJECT_TYPES,
	default: 'Alert',
	description: 'Kind of record the function is run on',
};

/** The type stands in the path, where any other would address something else. */
const addressType: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const type = fitting(() => oneOf(OBJECT_TYPES)(this.getNodeParameter(typeProperty.name)));
	if (!type.ok) throw fieldError(this.getNode(), this.getItemIndex(), typeProperty.displayName, type.problem);
	if (type.value === undefined) throw fieldError(this.getNode(), this.getItemIndex(), typeProperty.displayName, 'is empty');
	options.url = options.url.replace('{objectType}', String(type.value));
	return options;
};

export const invokeFunctionOnObject: Operation = {
	option: {
		name: 'Invoke on Object',
		value: 'invokeOnObject',
		action: 'Invoke function on object',
		description: 'Run a function with an alert, case, observable, task or task log as its input',
		routing: {
			request: { method: 'POST', url: '/function/{functionName}/{objectType}/{objectId}' },
			send: { preSend: [addressType] },
		},
	},
	fields: [
		functionNameLocator,
		typeProperty,
		{
			displayName: 'Record',
			name: 'objectId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ~4104',
			description: 'The record to run it on, by ID, or by number for a case',
		},
		dryRunField,
		queryField(
			'sync',
			{
				displayName: 'Wait for Result',
				name: 'sync',
				type: 'boolean',
				default: true,
				description: 'Whether to wait until the function is done and give what it returns, instead of starting it in the background',
			},
			asBoolean,
		),
	],
};
