import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsJsonField } from '../../../shared/fields/customFields';
import { pagesFields } from '../../../shared/fields/pages';
import { assigneeField, caseTemplateField } from '../../../shared/fields/record';
import { shareWithFields } from '../../../shared/fields/shares';
import { tasksFields } from '../../../shared/fields/tasks';
import { inputFilesFields } from '../../../shared/files/inputFiles';
import { oneInputFile } from '../../../shared/files/oneInputFile';
import { uploadedObject } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { observableRuleField, taskRuleField } from '../case/caseFields';

const importFields = additionalFields('mispImportFields', [
	assigneeField,
	caseTemplateField,
	customFieldsJsonField,
	observableRuleField,
	...pagesFields('pages', 'Pages to create with the case'),
	// JSON has had the name that rows have elsewhere
	...shareWithFields({ rows: 'sharingParametersRows', json: 'sharingParameters' }),
	taskRuleField,
	...tasksFields,
]);

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const json = bodyOf(this, [importFields], itemIndex);
		const file = await oneInputFile(this, itemIndex);
		return [{ json: await uploadedObject(this, { path: '/connector/misp/case/import', itemIndex }, { json, files: [['file', file]] }) }];
	});
}

export const importMispEvent: Operation = {
	option: {
		name: 'Import Event',
		value: 'importEvent',
		action: 'Import MISP event as case',
		description: 'Create a case of a MISP event that the input item has as a JSON file',
	},
	fields: [...inputFilesFields, importFields],
	execute,
	alsoCalls: ['POST /connector/misp/case/import'],
};
