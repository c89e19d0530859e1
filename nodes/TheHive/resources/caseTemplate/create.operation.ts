import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { pagesFields } from '../../../shared/fields/pages';
import { listField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { caseTemplateNameWords, commonCaseTemplateFields } from './caseTemplateFields';

export const createCaseTemplate: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create case template',
		description: 'Create a template that cases can be made of, with its tasks and pages',
		routing: { request: { method: 'POST', url: '/caseTemplate' } },
	},
	fields: [
		textField('name', 128, { ...caseTemplateNameWords, name: 'caseTemplateName', required: true }),
		additionalFields('caseTemplateCreateFields', [
			...commonCaseTemplateFields,
			textField('displayName', 128, { displayName: 'Display Name', placeholder: 'e.g. Phishing Mail', description: 'Name that TheHive shows; the name if empty' }),
			listField('pageTemplateIds', 64, { displayName: 'Page Template IDs', placeholder: 'e.g. ~4104,~8208', description: 'Comma-separated page templates whose pages its cases shall have, or a list from an expression' }),
			...pagesFields('pageTemplates', 'Page templates to create and link at once'),
		]),
		customFieldsMapper,
	],
};
