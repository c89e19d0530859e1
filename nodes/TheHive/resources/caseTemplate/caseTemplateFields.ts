import type { INodeProperties } from 'n8n-workflow';
import { customFieldsJsonField } from '../../../shared/fields/customFields';
import { descriptionField, flagField, LONG_TEXT, papField, severityField, tagsField, tlpField } from '../../../shared/fields/record';
import { tasksFields } from '../../../shared/fields/tasks';
import { textField } from '../../../shared/fields/typed';

/** The name that a case template is applied by. */
export const caseTemplateNameWords = { displayName: 'Name', placeholder: 'e.g. Phishing', description: 'Name by which the template is applied, unique in the organisation' };

/** Optional fields that Create and Update share. */
export const commonCaseTemplateFields: INodeProperties[] = [
	customFieldsJsonField,
	descriptionField,
	flagField,
	papField,
	severityField,
	textField('summary', LONG_TEXT, { displayName: 'Summary', typeOptions: { rows: 3 }, description: 'Summary of the cases made of it, in Markdown' }),
	tagsField,
	...tasksFields,
	textField('titlePrefix', 64, { displayName: 'Title Prefix', placeholder: 'e.g. [Phishing]', description: 'Put before the title of the cases made of it' }),
	tlpField,
];

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_CASE_TEMPLATE = ['_id', 'name', 'displayName', 'titlePrefix', 'description', 'severityLabel', 'tlpLabel', 'tags', 'tasks', '_createdAt'] as const;
