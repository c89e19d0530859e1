import { getByQuery } from '../../../shared/getRecord';
import { procedureLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PROCEDURE } from './procedureFields';

const record = getByQuery('getProcedure', 'procedureId', 'get-procedure', SIMPLE_PROCEDURE);

export const getProcedure: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get procedure',
		description: 'Get one procedure of a case or an alert',
		routing: record.routing,
	},
	fields: [procedureLocator, simplifyField],
	execute: record.execute,
};
