import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_TAG } from './tagFields';

export const getManyTags: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tags',
		description: 'Search the tags of the organisation and of its taxonomies',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-tags' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listTag' }], 'tag')] },
			output: { postReceive: [simplify(SIMPLE_TAG)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
