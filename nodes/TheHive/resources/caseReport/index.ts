import type { Resource } from '../../../shared/operation';
import { deleteCaseReport } from './delete.operation';
import { downloadCaseReport } from './download.operation';
import { generateCaseReport } from './generate.operation';
import { getReportFormats } from './getFormats.operation';
import { getManyCaseReports } from './getMany.operation';
import { renderCaseReport } from './render.operation';
import { replaceCaseReportFile } from './replaceFile.operation';
import { uploadCaseReport } from './upload.operation';

export const caseReport: Resource = {
	name: 'Case Report',
	value: 'caseReport',
	operations: [
		deleteCaseReport,
		downloadCaseReport,
		generateCaseReport,
		getReportFormats,
		getManyCaseReports,
		renderCaseReport,
		replaceCaseReportFile,
		uploadCaseReport,
	],
	startsWith: getManyCaseReports,
};
