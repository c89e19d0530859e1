import { deleted } from '../../../shared/answers';
import { catalogLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteCatalog: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete pattern catalog',
		description: 'Delete a catalog with all its attack patterns',
		routing: {
			request: { method: 'DELETE', url: '/catalog/{catalogId}' },
			output: { postReceive: [deleted('catalogId')] },
		},
	},
	fields: [catalogLocator],
};
