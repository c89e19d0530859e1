import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import { catalogLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { catalogNameWords, commonCatalogFields } from './catalogFields';

export const updateCatalog: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update pattern catalog',
		description: 'Change fields of a catalog of attack patterns',
		routing: {
			request: { method: 'PATCH', url: '/catalog/{catalogId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBackByQuery('getCatalog', 'catalogId')] },
		},
	},
	fields: [
		catalogLocator,
		updateFields('catalogUpdateFields', [
			...commonCatalogFields,
			clearFieldsField({ Description: 'description', Variant: 'variant' }),
			textField('name', 128, catalogNameWords),
		]),
	],
	alsoCalls: ['POST /query'],
};
