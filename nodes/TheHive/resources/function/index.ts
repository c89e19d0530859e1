import type { Resource } from '../../../shared/operation';
import { createFunction } from './create.operation';
import { deleteFunction } from './delete.operation';
import { getFunction } from './get.operation';
import { getFunctionDocumentation } from './getDocumentation.operation';
import { getManyFunctions } from './getMany.operation';
import { invokeFunction } from './invoke.operation';
import { invokeFunctionOnObject } from './invokeOnObject.operation';
import { testFunction } from './test.operation';
import { updateFunction } from './update.operation';

export const functionResource: Resource = {
	name: 'Function',
	value: 'function',
	description: 'JavaScript that TheHive runs itself',
	operations: [
		createFunction,
		deleteFunction,
		getFunction,
		getFunctionDocumentation,
		getManyFunctions,
		invokeFunction,
		invokeFunctionOnObject,
		testFunction,
		updateFunction,
	],
	startsWith: getManyFunctions,
};
