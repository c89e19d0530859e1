import { deleted } from '../../../shared/answers';
import { customEventLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteCustomEvent: Operation = {
	option: {
		name: 'Delete Custom Event',
		value: 'deleteCustomEvent',
		action: 'Delete custom event of timeline',
		description: 'Delete an event of your own from a timeline permanently',
		routing: {
			request: { method: 'DELETE', url: '/customEvent/{customEventId}' },
			output: { postReceive: [deleted('customEventId')] },
		},
	},
	fields: [customEventLocator],
};
