import { requiredProfileField } from '../../../shared/fields/shares';
import { shareLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';

export const updateShareProfile: Operation = {
	option: {
		name: 'Update Profile',
		value: 'updateProfile',
		action: 'Update profile of share',
		description: 'Change what an organisation may do in a case that is shared with it',
		routing: {
			request: { method: 'PATCH', url: '/case/share/{shareId}' },
			output: { postReceive: [readBackByQuery('getShare', 'shareId')] },
		},
	},
	fields: [shareLocator, requiredProfileField],
	alsoCalls: ['POST /query'],
};
