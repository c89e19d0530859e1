import type { Resource } from '../../../shared/operation';
import { createCustomField } from './create.operation';
import { deleteCustomField } from './delete.operation';
import { getCustomField } from './get.operation';
import { getManyCustomFields } from './getMany.operation';
import { removeCustomFieldFromCase } from './removeFromCase.operation';
import { updateCustomField } from './update.operation';

export const customField: Resource = {
	name: 'Custom Field',
	value: 'customField',
	operations: [createCustomField, deleteCustomField, getCustomField, getManyCustomFields, removeCustomFieldFromCase, updateCustomField],
	startsWith: getManyCustomFields,
};
