import { deleted } from '../../../shared/answers';
import { shareLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteShare: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete share',
		description: 'Take a case back from the organisation of one share',
		routing: {
			request: { method: 'DELETE', url: '/case/share/{shareId}' },
			output: { postReceive: [deleted('shareId')] },
		},
	},
	fields: [shareLocator],
};
