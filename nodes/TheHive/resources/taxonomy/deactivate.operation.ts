import { readBack } from '../../../shared/answers';
import { taxonomyLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deactivateTaxonomy: Operation = {
	option: {
		name: 'Deactivate',
		value: 'deactivate',
		action: 'Deactivate taxonomy',
		description: 'Stop offering the tags of a taxonomy; records keep those they have',
		routing: {
			request: { method: 'PUT', url: '/taxonomy/{taxonomyId}/deactivate' },
			output: { postReceive: [readBack('/taxonomy/{taxonomyId}')] },
		},
	},
	fields: [taxonomyLocator],
};
