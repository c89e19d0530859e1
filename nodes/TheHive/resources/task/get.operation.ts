import { getByPath } from '../../../shared/getRecord';
import { taskLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_TASK } from './taskFields';

const record = getByPath('/task/{taskId}', SIMPLE_TASK);

export const getTask: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Get one task',
		routing: record.routing,
	},
	fields: [taskLocator, simplifyField],
	execute: record.execute,
};
