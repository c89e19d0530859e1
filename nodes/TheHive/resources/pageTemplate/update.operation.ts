import { sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { pageUpdateFields } from '../../../shared/fields/pages';
import { titleField } from '../../../shared/fields/record';
import { pageTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';

export const updatePageTemplate: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update page template',
		description: 'Change fields of a page template',
		routing: {
			request: { method: 'PATCH', url: '/pageTemplate/{pageTemplateId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBackByQuery('getPageTemplate', 'pageTemplateId')] },
		},
	},
	fields: [pageTemplateLocator, updateFields('pageTemplateUpdateFields', [...pageUpdateFields, titleField])],
	alsoCalls: ['POST /query'],
};
