import { simplify } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { additionalFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { choiceField, textField } from '../../../shared/fields/typed';
import { functionNameLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asId } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { commonFeederFields, feederWords, intervalProperty, METHODS, SIMPLE_FEEDER } from './feederFields';
import { asInterval } from './interval';

export const createAlertFeeder: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create alert feeder',
		description: 'Have TheHive ask a source in turn and make alerts of its answers by a function',
		routing: {
			request: { method: 'POST', url: '/connector/alert-feeder' },
			output: { postReceive: [simplify(SIMPLE_FEEDER)] },
		},
	},
	fields: [
		textField('name', 128, { displayName: 'Name', name: 'newFeederName', required: true, placeholder: 'e.g. siem', description: 'Name of the feeder; cannot be changed later' }),
		textField('description', LONG_TEXT, { ...feederWords.description, name: 'feederDescription', required: true }),
		choiceField('method', METHODS, { ...feederWords.method, name: 'feederMethod', required: true }, 'GET'),
		textField('url', 4096, { ...feederWords.url, name: 'feederUrl', required: true }),
		bodyField('interval', { ...intervalProperty, required: true }, asInterval),
		bodyField('functionName', functionNameLocator, asId),
		simplifyField,
		additionalFields('feederCreateFields', commonFeederFields),
	],
};
