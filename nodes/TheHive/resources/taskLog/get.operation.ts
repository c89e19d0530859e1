import { getByQuery } from '../../../shared/getRecord';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_LOG } from './logFields';

const record = getByQuery('getLog', 'logId', 'get-task-log', SIMPLE_LOG);

export const getLog: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task log',
		description: 'Get one entry of a task\'s log, with what is attached to it',
		routing: record.routing,
	},
	fields: [logLocator, simplifyField],
	execute: record.execute,
};
