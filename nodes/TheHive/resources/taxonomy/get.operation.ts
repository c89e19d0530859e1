import { simplify } from '../../../shared/answers';
import { taxonomyLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_TAXONOMY } from './taxonomyFields';

export const getTaxonomy: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get taxonomy',
		description: 'Get one taxonomy; with its tags where Simplify is off',
		routing: {
			request: { method: 'GET', url: '/taxonomy/{taxonomyId}' },
			output: { postReceive: [simplify(SIMPLE_TAXONOMY)] },
		},
	},
	fields: [taxonomyLocator, simplifyField],
};
