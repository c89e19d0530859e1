import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { inputFilesFields } from '../../../shared/files/inputFiles';
import { oneInputFile } from '../../../shared/files/oneInputFile';
import { theHiveUpload } from '../../../shared/files/upload';
import { caseReportLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveQuery } from '../../../shared/request';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const idOrName = idParameter(this, 'caseReportId', itemIndex);
		const file = await oneInputFile(this, itemIndex);
		await theHiveUpload(this, { method: 'PATCH', path: `/caseReport/${encodeURIComponent(idOrName)}`, itemIndex }, { files: [['file', file]] });
		const [report] = await theHiveQuery(this, [{ _name: 'getCaseReport', idOrName }], 'read-back', { itemIndex });
		return [{ json: report ?? { success: true, _id: idOrName } }];
	});
}

export const replaceCaseReportFile: Operation = {
	option: {
		name: 'Replace File',
		value: 'replaceFile',
		action: 'Replace file of case report',
		description: 'Put a file of the input item in the place of the one that a report has',
	},
	fields: [caseReportLocator, ...inputFilesFields],
	execute,
	alsoCalls: ['PATCH /caseReport/{reportId}', 'POST /query'],
};
