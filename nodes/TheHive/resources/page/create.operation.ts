import { additionalFields } from '../../../shared/fields/collections';
import { pageProperties, requiredPageFields } from '../../../shared/fields/pages';
import { integerField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { requiredPageTitleField } from './pageFields';
import { pageHomeFields, sendToPageHome } from './pageHome';

export const createPage: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create page',
		description: 'Add a page to a case or to the knowledge base',
		routing: {
			request: { method: 'POST', url: '/page' },
			send: { preSend: [sendToPageHome] },
		},
	},
	fields: [
		...pageHomeFields,
		requiredPageTitleField,
		...requiredPageFields,
		additionalFields('pageCreateFields', [integerField('order', pageProperties.order)]),
	],
	alsoCalls: ['POST /case/{caseId}/page'],
};
