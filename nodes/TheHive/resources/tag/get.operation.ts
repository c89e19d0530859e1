import { simplify } from '../../../shared/answers';
import { tagLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_TAG } from './tagFields';

export const getTag: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get tag',
		description: 'Get one tag by its ID',
		routing: {
			request: { method: 'GET', url: '/tag/{tagId}' },
			output: { postReceive: [simplify(SIMPLE_TAG)] },
		},
	},
	fields: [tagLocator, simplifyField],
};
