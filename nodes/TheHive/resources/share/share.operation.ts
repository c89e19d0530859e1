import { sendShares, sharesFields } from '../../../shared/fields/shares';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const shareCase: Operation = {
	option: {
		name: 'Share',
		value: 'share',
		action: 'Share case',
		description: 'Share a case with organisations; those that see it already keep it',
		routing: {
			request: { method: 'POST', url: '/case/{caseId}/shares' },
			send: { preSend: [sendShares] },
		},
	},
	fields: [caseLocator, ...sharesFields],
};
