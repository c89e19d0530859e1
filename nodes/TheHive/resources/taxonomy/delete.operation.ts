import { deleted } from '../../../shared/answers';
import { taxonomyLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteTaxonomy: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete taxonomy',
		description: 'Delete a taxonomy with its tags',
		routing: {
			request: { method: 'DELETE', url: '/taxonomy/{taxonomyId}' },
			output: { postReceive: [deleted('taxonomyId')] },
		},
	},
	fields: [taxonomyLocator],
};
