import type { Resource } from '../../../shared/operation';
import { countCases } from './count.operation';
import { createCase } from './create.operation';
import { deleteCase } from './delete.operation';
import { getCase } from './get.operation';
import { getManyCases } from './getMany.operation';
import { mergeCases } from './merge.operation';
import { updateCase } from './update.operation';

export const caseResource: Resource = {
	name: 'Case',
	value: 'case',
	operations: [countCases, createCase, deleteCase, getCase, getManyCases, mergeCases, updateCase],
	startsWith: getManyCases,
};
