import { simplify } from '../../../shared/answers';
import { organisationLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_ORGANISATION } from './organisationFields';

export const getOrganisation: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get organisation',
		description: 'Get one organisation',
		routing: {
			request: { method: 'GET', url: '/organisation/{organisationId}' },
			output: { postReceive: [simplify(SIMPLE_ORGANISATION)] },
		},
	},
	fields: [organisationLocator, simplifyField],
};
