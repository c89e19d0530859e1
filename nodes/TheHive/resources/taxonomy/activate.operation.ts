import { readBack } from '../../../shared/answers';
import { taxonomyLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const activateTaxonomy: Operation = {
	option: {
		name: 'Activate',
		value: 'activate',
		action: 'Activate taxonomy',
		description: 'Offer the tags of a taxonomy to analysts',
		routing: {
			request: { method: 'PUT', url: '/taxonomy/{taxonomyId}/activate' },
			output: { postReceive: [readBack('/taxonomy/{taxonomyId}')] },
		},
	},
	fields: [taxonomyLocator],
};
