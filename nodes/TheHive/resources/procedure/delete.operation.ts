import { deleted } from '../../../shared/answers';
import { procedureLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteProcedure: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete procedure',
		description: 'Delete a procedure permanently',
		routing: {
			request: { method: 'DELETE', url: '/procedure/{procedureId}' },
			output: { postReceive: [deleted('procedureId')] },
		},
	},
	fields: [procedureLocator],
};
