import { simplify } from '../../../shared/answers';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_ALERT } from './alertFields';

export const getAlert: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get alert',
		description: 'Get one alert',
		routing: {
			request: { method: 'GET', url: '/alert/{alertId}' },
			output: { postReceive: [simplify(SIMPLE_ALERT)] },
		},
	},
	fields: [alertLocator, simplifyField],
};
