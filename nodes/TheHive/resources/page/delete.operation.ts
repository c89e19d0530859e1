import { deleted } from '../../../shared/answers';
import { pageLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { pageHomeFields, sendToPageHome } from './pageHome';

export const deletePage: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete page',
		description: 'Delete a page of a case or of the knowledge base permanently',
		routing: {
			request: { method: 'DELETE', url: '/page/{pageId}' },
			send: { preSend: [sendToPageHome] },
			output: { postReceive: [deleted('pageId')] },
		},
	},
	fields: [...pageHomeFields, pageLocator],
	alsoCalls: ['DELETE /case/{caseId}/page/{pageId}'],
};
