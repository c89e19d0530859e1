import type { Resource } from '../../../shared/operation';
import { createObservableType } from './create.operation';
import { deleteObservableType } from './delete.operation';
import { getObservableType } from './get.operation';
import { getManyObservableTypes } from './getMany.operation';
import { updateObservableType } from './update.operation';

export const observableType: Resource = {
	name: 'Observable Type',
	value: 'observableType',
	operations: [createObservableType, deleteObservableType, getObservableType, getManyObservableTypes, updateObservableType],
	startsWith: getManyObservableTypes,
};
