import type { INodeProperties } from 'n8n-workflow';
import { LONG_TEXT } from '../../../shared/fields/record';
import { integerField, textField } from '../../../shared/fields/typed';

export const reportDefinitionWords = { displayName: 'Definition (JSON)', description: 'Widgets of the report, as the definition of another report template shows them' };

/** Optional fields that Create and Update share. */
export const commonReportTemplateFields: INodeProperties[] = [
	textField('description', LONG_TEXT, { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the report is for' }),
	textField('group', 128, { displayName: 'Group', placeholder: 'e.g. Monthly', description: 'Heading under which TheHive lists the template' }),
	integerField('version', { displayName: 'Version', description: 'Version of the definition' }, 1),
];

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_REPORT_TEMPLATE = ['_id', 'title', 'group', 'description', 'version', '_createdAt', '_createdBy', '_updatedAt'] as const;
