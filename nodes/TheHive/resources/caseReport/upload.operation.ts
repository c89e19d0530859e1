import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { inputFilesFields } from '../../../shared/files/inputFiles';
import { oneInputFile } from '../../../shared/files/oneInputFile';
import { uploadedObject } from '../../../shared/files/upload';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const caseId = idParameter(this, 'caseId', itemIndex);
		const file = await oneInputFile(this, itemIndex);
		return [{ json: await uploadedObject(this, { path: `/case/${encodeURIComponent(caseId)}/report/upload`, itemIndex }, { files: [['file', file]] }) }];
	});
}

export const uploadCaseReport: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload case report',
		description: 'Keep a file of the input item with a case as a report',
	},
	fields: [caseLocator, ...inputFilesFields],
	execute,
	alsoCalls: ['POST /case/{caseId}/report/upload'],
};
