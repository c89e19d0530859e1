import { simplify } from '../../../shared/answers';
import { profileLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PROFILE } from './profileFields';

export const getProfile: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get profile',
		description: 'Get one profile with its permissions',
		routing: {
			request: { method: 'GET', url: '/profile/{profileId}' },
			output: { postReceive: [simplify(SIMPLE_PROFILE)] },
		},
	},
	fields: [profileLocator, simplifyField],
};
