import type { Resource } from '../../../shared/operation';
import { createProcedure } from './create.operation';
import { createManyProcedures } from './createMany.operation';
import { deleteProcedure } from './delete.operation';
import { deleteManyProcedures } from './deleteMany.operation';
import { getProcedure } from './get.operation';
import { getManyProcedures } from './getMany.operation';
import { updateProcedure } from './update.operation';

export const procedure: Resource = {
	name: 'Procedure',
	value: 'procedure',
	description: 'Techniques of ATT&CK that were used (TTPs)',
	operations: [
		createProcedure,
		createManyProcedures,
		deleteProcedure,
		deleteManyProcedures,
		getProcedure,
		getManyProcedures,
		updateProcedure,
	],
	startsWith: getManyProcedures,
};
