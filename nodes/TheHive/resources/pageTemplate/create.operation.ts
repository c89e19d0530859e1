import { additionalFields } from '../../../shared/fields/collections';
import { pageProperties, requiredPageFields } from '../../../shared/fields/pages';
import { requiredTitleField } from '../../../shared/fields/record';
import { integerField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';

export const createPageTemplate: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create page template',
		description: 'Create a template of pages, which case templates can link',
		routing: { request: { method: 'POST', url: '/pageTemplate' } },
	},
	fields: [
		requiredTitleField,
		...requiredPageFields,
		additionalFields('pageTemplateCreateFields', [integerField('order', pageProperties.order)]),
	],
};
