import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { simplified } from '../../../shared/answers';
import { bodyField, bodyOf } from '../../../shared/body';
import { updateBody } from '../../../shared/clearFields';
import { eachItem } from '../../../shared/eachItem';
import { fieldError, fitting } from '../../../shared/fieldError';
import { updateFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { choiceField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { theHiveList, theHiveObject } from '../../../shared/request';
import { isOn } from '../../../shared/toggles';
import { commonFeederFields, feederNameField, feederWords, intervalProperty, METHODS, SIMPLE_FEEDER } from './feederFields';
import { asInterval } from './interval';

const PATH = '/connector/alert-feeder';

/** What TheHive takes back of a feeder as it gives it (`InputUpdateAlertFeeder`). */
const KEPT = ['description', 'method', 'url', 'interval', 'body', 'headers', 'enabled', 'auth', 'proxyConfig', 'requestTimeout', 'responseMaxSize'] as const;

const changedFields = updateFields('feederUpdateFields', [
	...commonFeederFields,
	textField('description', LONG_TEXT, feederWords.description),
	bodyField('interval', intervalProperty, asInterval),
	choiceField('method', METHODS, feederWords.method, 'GET'),
	textField('url', 4096, feederWords.url),
]);

/** TheHive replaces a feeder as a whole: what the form does not name goes back as it is. */
async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const name = idParameter(this, 'alertFeederName', itemIndex);
		const changes = fitting(() => updateBody(bodyOf(this, [changedFields], itemIndex)));
		if (!changes.ok) throw fieldError(this.getNode(), itemIndex, 'Update Fields', changes.problem);
		const feeders = await theHiveList(this, { method: 'GET', path: PATH, itemIndex });
		const feeder = feeders.find((one) => one.name === name);
		if (!feeder) {
			throw fieldError(this.getNode(), itemIndex, feederNameField.displayName, `is '${name}', which TheHive does not know`, 'Nothing was changed. Check the name and the organisation.');
		}
		const body: IDataObject = { ...simplified(feeder, KEPT), ...changes.value };
		const updated = await theHiveObject(this, { method: 'PUT', path: `${PATH}/${encodeURIComponent(name)}`, body, itemIndex });
		return [{ json: isOn(this, simplifyField, itemIndex) ? simplified(updated, SIMPLE_FEEDER) : updated }];
	});
}

export const updateAlertFeeder: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update alert feeder',
		description: 'Change fields of an alert feeder, for instance turn it off while the source is maintained',
	},
	fields: [feederNameField, simplifyField, changedFields],
	execute,
	alsoCalls: ['GET /connector/alert-feeder', 'PUT /connector/alert-feeder/{alertFeederName}'],
};
