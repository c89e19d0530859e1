import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { fieldError } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { choiceField, listField, switchField, textField } from '../../../shared/fields/typed';
import { downloadFile, outputFieldName, outputFieldOf } from '../../../shared/files/download';
import { filterFields } from '../../../shared/filter/filterFields';
import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit, sortField } from '../../../shared/query/listFields';
import { exportModelField, exportPresetFields, exportQuery } from './exportQuery';

const FORMATS = [
	{ name: 'CSV', value: 'csv' },
	{ name: 'JSON', value: 'json' },
	{ name: 'MISP (Observables)', value: 'misp' },
	{ name: 'Text (Observables)', value: 'txt' },
];

const formatField = choiceField('format', FORMATS, { displayName: 'Format', name: 'exportFormat', required: true, description: 'Kind of file' }, 'csv');

const exportOptions = additionalFields('exportOptions', [
	listField('fields', 256, { displayName: 'Columns', name: 'columns', placeholder: 'e.g. number,title,severity', description: "Comma-separated fields for the columns of a CSV file, as 'Get Fields' lists them; the usual ones if empty" }),
	textField('delimiter', 1, { displayName: 'Delimiter', placeholder: 'e.g. ;', description: 'Character between the columns of a CSV file' }),
	textField('escapeChar', 1, { displayName: 'Escape Character', placeholder: 'e.g. \\', description: 'Character before a quote inside a quoted value of a CSV file' }),
	textField('fileName', 256, { displayName: 'File Name', placeholder: 'e.g. open-cases', description: 'Name of the file, without extension' }),
	switchField('protectData', { displayName: 'Protect Data', description: 'Whether the values of observables are defanged, so that nobody clicks on them' }, true),
	textField('quoteChar', 1, { displayName: 'Quote Character', placeholder: 'e.g. "', description: 'Character around values of a CSV file' }),
]);

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const { model, query } = await exportQuery(this, itemIndex);
		const { format, ...options } = bodyOf(this, [formatField, exportOptions], itemIndex);
		if ((format === 'misp' || format === 'txt') && model !== 'Observable') {
			throw fieldError(this.getNode(), itemIndex, 'Format', `'${format}' is for observables only`);
		}
		const field = outputFieldOf(this, itemIndex);
		const qs = { query: JSON.stringify(query), options: JSON.stringify({ ...options, format, model }) };
		const extension = format === 'misp' ? 'json' : String(format);
		const file = await downloadFile(this, { method: 'GET', path: '/export', qs, itemIndex }, { name: `${model}.${extension}`, named: true });
		return [{ json: { model, format: String(format), fileName: file.fileName ?? null }, binary: { [field]: file } }];
	});
}

export const exportToFile: Operation = {
	option: {
		name: 'Export to File',
		value: 'toFile',
		action: 'Export records to file',
		description: 'Write the records that meet a filter to a CSV, JSON, MISP or text file',
	},
	fields: [
		exportModelField,
		formatField,
		...returnAllAndLimit,
		...exportPresetFields,
		...filterFields,
		sortField,
		outputFieldName,
		exportOptions,
	],
	execute,
	alsoCalls: ['GET /export'],
};
