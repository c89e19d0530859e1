import { simplify } from '../../../shared/answers';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { onlyRow, sendOneRowQuery } from '../../../shared/query/oneRow';
import { SIMPLE_LOG } from './logFields';

export const getLog: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task log',
		description: 'Get one entry of a task\'s log, with what is attached to it',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-task-log' } },
			send: { preSend: [sendOneRowQuery('getLog', 'logId')] },
			output: { postReceive: [onlyRow('logId'), simplify(SIMPLE_LOG)] },
		},
	},
	fields: [logLocator, simplifyField],
};
