import type { Resource } from '../../../shared/operation';
import { createObservable } from './create.operation';
import { getManyObservables } from './getMany.operation';

export const observable: Resource = {
	name: 'Observable',
	value: 'observable',
	operations: [createObservable, getManyObservables],
	startsWith: getManyObservables,
};
