import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_TAXONOMY } from './taxonomyFields';

export const getManyTaxonomies: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many taxonomies',
		description: 'Search the taxonomies of this TheHive',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-taxonomies' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listTaxonomy' }], 'taxonomy')] },
			output: { postReceive: [simplify(SIMPLE_TAXONOMY)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
