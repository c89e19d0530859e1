import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { observablesFields } from '../../../shared/fields/observables';
import { proceduresFields } from '../../../shared/fields/procedures';
import { caseTemplateField, flagField, requiredDescriptionField, requiredTitleField, tagsField } from '../../../shared/fields/record';
import { inputFiles, optionalInputFilesFields } from '../../../shared/files/inputFiles';
import type { StoredFile } from '../../../shared/files/storedFile';
import { uploadedObject } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { theHiveObject } from '../../../shared/request';
import { addAfterParts, afterPartsOf, alertAfterParts, withoutParts } from '../case/afterParts';
import { fileObservableBody, fileObservableFields } from '../observable/fileFields';
import { alertKeyFields, commonAlertFields } from './alertFields';

const bodyFields = [
	requiredTitleField,
	requiredDescriptionField,
	...alertKeyFields,
	additionalFields('alertCreateFields', [...commonAlertFields, caseTemplateField, flagField, ...observablesFields, ...proceduresFields, tagsField]),
	customFieldsMapper,
];

/** Each file becomes an observable that names the part of the form it comes in; no two parts have one name. */
function withFiles(body: IDataObject, files: StoredFile[], common: IDataObject) {
	const parts = files.map((file, index): [string, StoredFile] => [`file${index}`, file]);
	const given: unknown[] = Array.isArray(body.observables) ? body.observables : [];
	const observables = [...given, ...parts.map(([attachment]) => ({ ...common, attachment }))];
	return { json: { ...body, observables }, files: parts };
}

export const createAlert: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create alert',
		description: 'Create an alert, with observables, procedures, files and comments if there are any',
		routing: {
			request: { method: 'POST', url: '/alert' },
			send: { preSend: [withoutParts(alertAfterParts)] },
		},
	},
	fields: [...bodyFields, alertAfterParts, ...optionalInputFilesFields, { ...fileObservableFields, displayOptions: { hide: { inputFiles: ['none'] } } }],
	async execute(this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => {
			const body = bodyOf(this, bodyFields, itemIndex);
			const request = { path: '/alert', itemIndex };
			const files = await inputFiles(this, itemIndex);
			const parts = afterPartsOf(this, alertAfterParts, itemIndex);
			const created = files.length === 0
				? await theHiveObject(this, { ...request, method: 'POST', body })
				: await uploadedObject(this, request, withFiles(body, files, fileObservableBody(this, itemIndex)));
			const results = await addAfterParts(this, { kind: 'alert', id: String(created._id) }, parts, [], itemIndex);
			return [{ json: results ? { ...created, parts: results } : created }];
		});
	},
	alsoCalls: ['POST /alert/{alertId}/comment'],
};
