import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { downloadFile, outputFieldName, outputFieldOf } from '../../../shared/files/download';
import { caseReportLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const caseReportId = idParameter(this, 'caseReportId', itemIndex);
		const field = outputFieldOf(this, itemIndex);
		const file = await downloadFile(this, { method: 'GET', path: `/caseReport/${encodeURIComponent(caseReportId)}/download`, itemIndex });
		return [{ json: { _id: caseReportId, fileName: file.fileName ?? null }, binary: { [field]: file } }];
	});
}

export const downloadCaseReport: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download case report',
		description: 'Get the file of a report',
	},
	fields: [caseReportLocator, outputFieldName],
	execute,
	alsoCalls: ['GET /caseReport/{reportId}/download'],
};
