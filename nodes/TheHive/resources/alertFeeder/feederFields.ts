import type { INodeProperties } from 'n8n-workflow';
import { bodyField, rowField, rowsFields } from '../../../shared/body';
import { LONG_TEXT } from '../../../shared/fields/record';
import { integerField, jsonObjectField, switchField, textField } from '../../../shared/fields/typed';
import { notePicker } from '../../../shared/labels';
import { textUpTo } from '../../../shared/values';
import { asInterval } from './interval';

export const METHODS = [
	{ name: 'GET', value: 'GET' },
	{ name: 'POST', value: 'POST' },
];

/** Feeders are known by their name. */
export const feederNameField: INodeProperties = {
	displayName: 'Alert Feeder Name or ID',
	name: 'alertFeederName',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getAlertFeeders' },
	default: '',
	required: true,
	description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

// refusals call it what the form does
notePicker(feederNameField.name, feederNameField.displayName);

export const feederWords = {
	description: { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the feeder brings' },
	method: { displayName: 'Method', description: 'How the source is asked' },
	url: { displayName: 'URL', placeholder: 'e.g. https://siem.example.org/api/alerts', description: 'Address of the source' },
};

export const intervalProperty: INodeProperties = {
	displayName: 'Interval',
	name: 'feederInterval',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5 minutes',
	description: 'How often the source is asked: a number and a unit',
};

const [headerRows, headerJson] = rowsFields(
	'headers',
	{ displayName: 'Headers', name: 'headers', placeholder: 'Add Header', description: 'Headers to ask the source with' },
	{
		displayName: 'Header',
		name: 'header',
		values: [
			rowField('key', { displayName: 'Name', name: 'key', type: 'string', default: '', required: true }, textUpTo(512)),
			rowField('value', { displayName: 'Value', name: 'value', type: 'string', default: '', required: true }, textUpTo(512)),
		],
	},
);

/** Optional fields that Create and Update share. */
export const commonFeederFields: INodeProperties[] = [
	jsonObjectField('auth', {
		displayName: 'Authentication (JSON)',
		placeholder: 'e.g. { "type": "bearer", "key": "…" }',
		description: 'How to sign in at the source: type none, basic, bearer, key or oauth2 with what each needs. Give secrets by an expression that reads them from a vault.',
	}),
	textField('body', LONG_TEXT, { displayName: 'Body', typeOptions: { rows: 3 }, description: 'What is sent with POST' }),
	switchField('enabled', { displayName: 'Enabled', description: 'Whether the feeder runs by itself' }, true),
	headerRows,
	headerJson,
	integerField('responseMaxSize', { displayName: 'Max Answer Size', description: 'Most bytes that an answer may have' }, 10_485_760),
	jsonObjectField('proxyConfig', { displayName: 'Proxy and TLS (JSON)', description: 'Settings of the connection, as TheHive takes them (ClientProxyWSConfigDto)' }),
	bodyField('requestTimeout', { ...intervalProperty, displayName: 'Timeout', name: 'requestTimeout', placeholder: 'e.g. 30 seconds', description: 'How long to wait for an answer: a number and a unit' }, asInterval),
];

/** At most ten fields; without the secrets that the source is asked with. */
export const SIMPLE_FEEDER = ['name', 'description', 'enabled', 'method', 'url', 'interval', 'requestTimeout', 'responseMaxSize'] as const;
