import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { fieldError } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { integerField, jsonObjectField } from '../../../shared/fields/typed';
import { downloadFile, outputFieldName, outputFieldOf } from '../../../shared/files/download';
import { caseReportTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asId } from '../../../shared/path';
import { asText } from '../../../shared/values';
import { reportFormatProperty } from './reportFields';

const formatField = bodyField('format', reportFormatProperty, asText);

const templateField = bodyField('caseReportTemplateId', { ...caseReportTemplateLocator, required: false, description: 'The report template, picked from the list or by ID; none if a definition is given' }, asId);

const renderFields = additionalFields('renderFields', [
	bodyField(
		'caseId',
		{ displayName: 'Case ID', name: 'reportCaseId', type: 'string', default: '', placeholder: 'e.g. ~4104', description: 'The case to report on; made-up data if empty' },
		asId,
	),
	jsonObjectField('definition', { displayName: 'Definition (JSON)', name: 'reportDefinition', description: 'Definition of a report template to render instead of a stored one' }),
	integerField('maxElements', { displayName: 'Max Elements', description: 'Most rows of a table or list in the report' }, 100),
]);

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const body = bodyOf(this, [templateField, formatField, renderFields], itemIndex);
		if ((body.caseReportTemplateId === undefined) === (body.definition === undefined)) {
			throw fieldError(this.getNode(), itemIndex, 'Report Template', "or 'Definition (JSON)' must be given, and only one of them");
		}
		const field = outputFieldOf(this, itemIndex);
		const file = await downloadFile(this, { method: 'POST', path: '/caseReport/render', body, itemIndex, idempotent: true }, { name: `report.${String(body.format)}` });
		return [{ json: { fileName: file.fileName ?? null, format: String(body.format) }, binary: { [field]: file } }];
	});
}

export const renderCaseReport: Operation = {
	option: {
		name: 'Render',
		value: 'render',
		action: 'Render case report',
		description: 'Write a report on a case by a template and give the file, without keeping it in TheHive',
	},
	fields: [templateField, formatField, outputFieldName, renderFields],
	execute,
	alsoCalls: ['POST /caseReport/render'],
};
