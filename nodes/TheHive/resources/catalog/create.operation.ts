import { additionalFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { catalogNameWords, commonCatalogFields } from './catalogFields';

export const createCatalog: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create pattern catalog',
		description: 'Create an empty catalog of attack patterns',
		routing: { request: { method: 'POST', url: '/catalog' } },
	},
	fields: [textField('name', 128, { ...catalogNameWords, name: 'catalogName', required: true }), additionalFields('catalogCreateFields', commonCatalogFields)],
};
