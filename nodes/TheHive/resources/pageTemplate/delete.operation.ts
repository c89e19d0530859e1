import { deleted } from '../../../shared/answers';
import { pageTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deletePageTemplate: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete page template',
		description: 'Delete a page template permanently; pages made of it stay',
		routing: {
			request: { method: 'DELETE', url: '/pageTemplate/{pageTemplateId}' },
			output: { postReceive: [deleted('pageTemplateId')] },
		},
	},
	fields: [pageTemplateLocator],
};
