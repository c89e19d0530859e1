import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { answerError, failedItem } from '../../../shared/errors';
import { UnfitValue } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import {
	dataProperty,
	dataTypeProperty,
	ignoreSimilarityProperty,
	iocProperty,
	messageProperty,
	sightedProperty,
} from '../../../shared/fields/observables';
import { dateField, LONG_TEXT, papField, tagsField, tlpField } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { parentFields } from '../../../shared/parent';
import type { Converter } from '../../../shared/values';
import { asBoolean, asText, isEmpty, isObject, textUpTo } from '../../../shared/values';

/** One value per line, or a list: TheHive makes one observable of each. */
const asDataList: Converter = (value) => {
	if (isEmpty(value)) return undefined;
	const lines: unknown[] = Array.isArray(value) ? value : (String(asText(value)).split(/\r?\n/));
	const data = [...new Set(lines.map((line) => asText(line)).filter((line) => typeof line === 'string').map((line) => line.trim()))];
	const tooLong = data.find((line) => line.length > 4096);
	if (tooLong !== undefined) throw new UnfitValue(`has a value of ${tooLong.length} characters, TheHive takes at most 4096`);
	return data.length === 0 ? undefined : data;
};

/** TheHive may create some values and refuse others (status 207): each refused one becomes an error of its own. */
async function createdAndRefused(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const { body } = response;
	if (response.statusCode !== 207 || !isObject(body)) return items;
	const itemIndex = this.getItemIndex();
	const created: unknown[] = Array.isArray(body.success) ? body.success : [];
	const refused: unknown[] = Array.isArray(body.failure) ? body.failure : [];
	const createdItems = created.filter(isObject).map((json) => ({ json }));
	const errors = refused.map((failure) =>
		answerError(this.getNode(), { statusCode: 400, body: isObject(failure) ? failure : {} }, { method: 'POST', path: '/observable', itemIndex }),
	);
	const [first] = errors;
	if (first && !this.continueOnFail()) {
		first.description = `${created.length} observables were created, ${refused.length} were refused. ${first.description ?? ''}`;
		throw first;
	}
	return [...createdItems, ...errors.map((error) => failedItem(error, itemIndex))];
}

export const createObservable: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create observable',
		description: 'Add one or many observables of a type to a case or an alert',
		routing: {
			request: { method: 'POST', url: '/{parent}/observable' },
			output: { postReceive: [createdAndRefused] },
		},
	},
	fields: [
		...parentFields,
		bodyField('dataType', { ...dataTypeProperty, required: true }, textUpTo(64)),
		bodyField(
			'data',
			{ ...dataProperty, typeOptions: { rows: 3 }, required: true, description: 'The value; several values one per line, or a list from an expression' },
			asDataList,
		),
		additionalFields('observableCreateFields', [
			bodyField('message', messageProperty, textUpTo(LONG_TEXT)),
			bodyField('ignoreSimilarity', ignoreSimilarityProperty, asBoolean),
			bodyField('ioc', iocProperty, asBoolean),
			papField,
			bodyField('sighted', sightedProperty, asBoolean),
			dateField('sightedAt', { displayName: 'Sighted At', description: 'When the value was seen' }),
			tagsField,
			tlpField,
		]),
	],
};
