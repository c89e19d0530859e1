import type { INodeProperties } from 'n8n-workflow';
import { namedLocator } from '../../../shared/locators';
import { textField } from '../../../shared/fields/typed';
import { LONG_TEXT } from '../../../shared/fields/record';

/** The analyzer a template is for, by its full name (TheHive calls that name `analyzerId` here). */
const ANALYZER = { name: 'analyzerName', displayName: 'Analyzer Name', required: true, placeholder: 'e.g. VirusTotal_GetReport_3_1', description: 'Full name of the analyzer' };

export const analyzerNameField = textField('analyzerId', 256, ANALYZER);

/** The same where it stands in the path. */
export const analyzerNameInPath: INodeProperties = { ...ANALYZER, type: 'string', default: '' };

export const templateContentField = textField('content', LONG_TEXT, {
	displayName: 'Content',
	required: true,
	typeOptions: { rows: 6 },
	placeholder: 'e.g. <div>{{content.verdict}}</div>',
	description: 'HTML with placeholders, by which TheHive shows the full report',
});

export const analyzerTemplateLocator = namedLocator(
	{ displayName: 'Analyzer Template', name: 'analyzerTemplateId', description: 'The template, picked from the list or by ID' },
	'searchAnalyzerTemplates',
	'e.g. ~4104',
);
