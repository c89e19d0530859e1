import type { IExecuteFunctions } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { caseTemplateField, requiredDescriptionField, requiredTitleField, tagsField } from '../../../shared/fields/record';
import { inputFiles, optionalInputFilesFields } from '../../../shared/files/inputFiles';
import type { Operation } from '../../../shared/operation';
import { theHiveObject } from '../../../shared/request';
import { addAfterParts, afterPartsOf, caseAfterParts, withoutParts } from './afterParts';
import { commonCaseFields } from './caseFields';
import { accessFields, caseContentFields } from './creationFields';

const bodyFields = [
	requiredTitleField,
	requiredDescriptionField,
	additionalFields('caseCreateFields', [...commonCaseFields, ...accessFields, ...caseContentFields, caseTemplateField, tagsField]),
	customFieldsMapper,
];

async function execute(this: IExecuteFunctions) {
	return await eachItem(this, async (itemIndex) => {
		const body = bodyOf(this, bodyFields, itemIndex);
		const parts = afterPartsOf(this, caseAfterParts, itemIndex);
		const files = await inputFiles(this, itemIndex);
		const created = await theHiveObject(this, { method: 'POST', path: '/case', body, itemIndex });
		const results = await addAfterParts(this, { kind: 'case', id: String(created._id) }, parts, files, itemIndex);
		return [{ json: results ? { ...created, parts: results } : created }];
	});
}

export const createCase: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create case',
		description: 'Create a case, from a case template if one is given, with tasks, pages, observables and all else it shall have',
		routing: {
			request: { method: 'POST', url: '/case' },
			send: { preSend: [withoutParts(caseAfterParts)] },
		},
	},
	fields: [...bodyFields, caseAfterParts, ...optionalInputFilesFields],
	execute,
	alsoCalls: [
		'POST /case/{caseId}/observable',
		'POST /case/{caseId}/procedures',
		'POST /case/{caseId}/procedure',
		'POST /case/{caseId}/comment',
		'POST /case/{caseId}/customEvent',
		'POST /case/{caseId}/attachments',
	],
};
