import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { shareWithFields } from '../../../shared/fields/shares';
import { inputFilesFields } from '../../../shared/files/inputFiles';
import { oneInputFile } from '../../../shared/files/oneInputFile';
import { uploadedObject } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { archivePassword, archivePasswordField } from './archivePassword';
import { observableRuleField, taskRuleField } from './caseFields';

const passwordField: INodeProperties = { ...archivePasswordField, description: 'Password the archive was exported with' };

const importFields = additionalFields('caseImportFields', [
	observableRuleField,
	...shareWithFields(),
	taskRuleField,
]);

export const importCaseArchive: Operation = {
	option: {
		name: 'Import Archive',
		value: 'importArchive',
		action: 'Import case archive',
		description: 'Create a case from an archive (.thar) that was exported from a TheHive; needs a license that allows it',
	},
	fields: [...inputFilesFields, passwordField, importFields],
	async execute(this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => {
			const password = archivePassword(this, itemIndex);
			const json = { ...bodyOf(this, [importFields], itemIndex), password };
			const file = await oneInputFile(this, itemIndex);
			return [{ json: await uploadedObject(this, { path: '/case/import', itemIndex }, { json, files: [['file', file]] }) }];
		});
	},
	alsoCalls: ['POST /case/import'],
};
