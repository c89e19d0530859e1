import type { Resource } from '../../../shared/operation';
import { getPattern } from './get.operation';
import { getManyPatterns } from './getMany.operation';
import { getPatternsOfCase } from './getOfCase.operation';

export const pattern: Resource = {
	name: 'Pattern',
	value: 'pattern',
	description: 'The catalog of ATT&CK techniques',
	operations: [getPattern, getManyPatterns, getPatternsOfCase],
	startsWith: getManyPatterns,
};
